import type { Edge, EdgeChange } from '@xyflow/react'
import { useMemo, useState } from 'react'
import type { ResolvedFlow, ResolvedSource } from '../../shared/resolve/types.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import type { Wire } from '../document/wires.ts'
import { changeSelection, useSessionStore } from '../session/session-store.ts'
import { outputType } from './connecting-store.ts'
import { createElementCache, type ElementCache } from './element-cache.ts'
import { handleOfEnd, outputHandle } from './handle-id.ts'
import { useWires } from './use-node.ts'
import type { Lane } from './wire-path.ts'
import type { WireData } from './WireEdge.tsx'

type WireElement = Edge<WireData>

/** The document's wires as React Flow wants them, with what the resolver says of each. */
export function useCanvasEdges(flowId: string): WireElement[] {
  const wires = useWires()
  const resolved = useResolvedStore((state) => state.resolved.flows.get(flowId))
  const selected = useSessionStore((state) => state.wires)
  const [keep] = useState<ElementCache<WireElement>>(() => createElementCache(sameEdge))
  return useMemo(() => {
    const drawn = wires.filter(({ from }) => from !== null)
    const lanes = lanesOf(drawn)
    return keep(drawn.map((wire) => edgeOf(wire, selected.has(wire.id), resolved, lanes.get(wire) as Lane)))
  }, [keep, wires, resolved, selected])
}

export function onEdgesChange(changes: EdgeChange[]): void {
  const picked = changes.filter((change) => change.type === 'select')
  if (picked.length > 0) changeSelection('wires', picked)
}

function lanesOf(wires: readonly Wire[]): ReadonlyMap<Wire, Lane> {
  const beside = Map.groupBy(wires, ({ from, to }) => `${from?.node} ${to.node}`)
  return new Map([...beside.values()].flatMap((group) => group.map((wire, at) => [wire, { at, of: group.length }])))
}

function edgeOf(wire: Wire, selected: boolean, resolved: ResolvedFlow | undefined, lane: Lane): WireElement {
  const from = wire.from as NonNullable<Wire['from']>
  const handle = outputHandle(from.port, from.members)
  const source = sourceOf(wire, resolved)
  const type = source?.type ?? outputType(resolved?.nodes.get(from.node), from.node, handle)
  return {
    id: wire.id, type: 'wire', ariaLabel: `Wire ${wire.id}`, selected,
    source: from.node, sourceHandle: handle, target: wire.to.node, targetHandle: handleOfEnd(wire.to),
    data: { path: wire.path, type, verdict: source?.verdict ?? null, after: wire.to.kind === 'after', lane },
  }
}

function sourceOf({ from, to }: Wire, resolved: ResolvedFlow | undefined): ResolvedSource | null {
  if (to.kind === 'after' || from === null) return null
  let binding = resolved?.nodes.get(to.node)?.inputs.find(({ name }) => name === to.input)?.binding ?? null
  for (const member of to.members) {
    if (binding?.kind === 'record') binding = binding.fields.find(([name]) => name === member)?.[1] ?? null
    else if (binding?.kind === 'list') binding = binding.items[Number(member)] ?? null
  }
  return binding?.kind === 'from' ? (binding.sources.find(({ path }) => samePath(path, from)) ?? null) : null
}

function samePath(one: ResolvedSource['path'], other: ResolvedSource['path']): boolean {
  return one.node === other.node && [one.port, ...one.members].join('.') === [other.port, ...other.members].join('.')
}

function sameEdge(one: WireElement, other: WireElement): boolean {
  return one.selected === other.selected && one.data?.type === other.data?.type
    && one.data?.verdict?.kind === other.data?.verdict?.kind
    && one.data?.lane.at === other.data?.lane.at && one.data?.lane.of === other.data?.lane.of
}
