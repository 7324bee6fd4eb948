import type { Edge, EdgeChange, Node as CanvasNode, NodeChange } from '@xyflow/react'
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Flow } from '../../shared/directive/schema.ts'
import type { ResolvedFlow, ResolvedSource } from '../../shared/resolve/types.ts'
import { commit, useDocumentStore } from '../document/document-store.ts'
import type { Point } from '../document/edit.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import type { Wire } from '../document/wires.ts'
import { changeSelection, useSessionStore } from '../session/session-store.ts'
import { outputType } from './connecting-store.ts'
import { handleOfEnd, outputHandle } from './handle-id.ts'
import { layoutFlow } from './layout.ts'
import { useWires } from './use-node.ts'
import type { WireData } from './WireEdge.tsx'

type Size = { readonly width: number; readonly height: number }

/** The document's nodes as React Flow wants them. Sizes and the places of a drag under way are the canvas's own. */
export function useCanvasNodes(flowId: string, flow: Flow): { readonly nodes: CanvasNode[]; readonly onNodesChange: (changes: NodeChange[]) => void } {
  const view = useDocumentStore((state) => state.open?.document.view?.[flowId])
  const selected = useSessionStore((state) => state.nodes)
  const [sizes, setSizes] = useState<ReadonlyMap<string, Size>>(new Map())
  const [drag, setDrag] = useState<ReadonlyMap<string, Point>>(new Map())
  const before = useRef(new Map<string, CanvasNode>())

  const unplaced = Object.keys(flow.nodes).some((id) => view?.[id] === undefined)
  const laid = useMemo(() => (unplaced ? layoutFlow(flow, () => 140) : {}), [unplaced, flow])

  const nodes = useMemo(() => {
    const next = new Map<string, CanvasNode>()
    for (const id of Object.keys(flow.nodes)) {
      const place = drag.get(id) ?? view?.[id] ?? laid[id] ?? { x: 0, y: 0 }
      next.set(id, reuse(before.current.get(id), id, nameOf(id, flow), place, selected.has(id), sizes.get(id)))
    }
    before.current = next
    return [...next.values()]
  }, [flow, view, laid, drag, selected, sizes])

  const onNodesChange = useCallback((changes: NodeChange[]) => {
    const measured = changes.flatMap((change) => (change.type === 'dimensions' && change.dimensions ? [[change.id, change.dimensions] as const] : []))
    if (measured.length > 0) setSizes((sizes) => new Map([...sizes, ...measured]))
    const picked = changes.filter((change) => change.type === 'select')
    if (picked.length > 0) changeSelection('nodes', picked)
    const moves = changes.flatMap((change) => (change.type === 'position' && change.position ? [change] : []))
    if (moves.length === 0) return
    const places = new Map(moves.map(({ id, position }) => [id, position as Point]))
    if (moves.some(({ dragging }) => dragging === true)) return setDrag((drag) => new Map([...drag, ...places]))
    setDrag(new Map())
    moveNodes(flowId, places)
  }, [flowId])

  return { nodes, onNodesChange }
}

function moveNodes(flow: string, places: ReadonlyMap<string, Point>): void {
  const view = useDocumentStore.getState().open?.document.view?.[flow]
  const moved = [...places].filter(([id, { x, y }]) => view?.[id]?.x !== x || view[id].y !== y)
  if (moved.length === 0) return
  const title = moved.length === 1 ? 'Move' : `Move ${moved.length} nodes`
  commit({ kind: 'move-nodes', flow, to: Object.fromEntries(moved) }, title, `move:${moved.map(([id]) => id).join()}`)
}

/** For those who do not see it. Ports say the id too. */
function nameOf(id: string, flow: Flow): string {
  const label = flow.nodes[id]?.label
  return label === undefined ? id : `${label}, ${id}`
}

function reuse(before: CanvasNode | undefined, id: string, ariaLabel: string, position: Point, selected: boolean, measured: Size | undefined): CanvasNode {
  if (before !== undefined && before.selected === selected && before.measured === measured && before.ariaLabel === ariaLabel
    && before.position.x === position.x && before.position.y === position.y) return before
  return { id, type: 'card', position, selected, ariaLabel, data: {}, ...(measured && { measured }) }
}

export function useCanvasEdges(flowId: string): { readonly edges: Edge<WireData>[]; readonly onEdgesChange: (changes: EdgeChange[]) => void } {
  const wires = useWires()
  const resolved = useResolvedStore((state) => state.resolved.flows.get(flowId))
  const selected = useSessionStore((state) => state.wires)
  const before = useRef(new Map<string, Edge<WireData>>())
  const edges = useMemo(() => {
    const next = new Map<string, Edge<WireData>>()
    for (const wire of wires) {
      if (wire.from === null) continue
      next.set(wire.id, edgeOf(wire, selected.has(wire.id), resolved, before.current.get(wire.id)))
    }
    before.current = next
    return [...next.values()]
  }, [wires, resolved, selected])
  const onEdgesChange = useCallback((changes: EdgeChange[]) => {
    const picked = changes.filter((change) => change.type === 'select')
    if (picked.length > 0) changeSelection('wires', picked)
  }, [])
  return { edges, onEdgesChange }
}

function edgeOf(wire: Wire, selected: boolean, resolved: ResolvedFlow | undefined, before: Edge<WireData> | undefined): Edge<WireData> {
  const from = wire.from as NonNullable<Wire['from']>
  const handle = outputHandle(from.port, from.members)
  const source = sourceOf(wire, resolved)
  const type = source?.type ?? outputType(resolved?.nodes.get(from.node), from.node, handle)
  const verdict = source?.verdict ?? null
  if (before?.selected === selected && before.data?.type === type && before.data.verdict?.kind === verdict?.kind) return before
  return {
    id: wire.id, type: 'wire', ariaLabel: `Wire ${wire.id}`, source: from.node, sourceHandle: handle, target: wire.to.node, targetHandle: handleOfEnd(wire.to),
    selected, data: { path: wire.path, type, verdict, after: wire.to.kind === 'after' },
  }
}

function sourceOf(wire: Wire, resolved: ResolvedFlow | undefined): ResolvedSource | null {
  const { to } = wire
  if (to.kind === 'after') return null
  let binding = resolved?.nodes.get(to.node)?.inputs.find(({ name }) => name === to.input)?.binding ?? null
  for (const member of to.members) {
    if (binding?.kind === 'record') binding = binding.fields.find(([name]) => name === member)?.[1] ?? null
    else if (binding?.kind === 'list') binding = binding.items[Number(member)] ?? null
  }
  return binding?.kind === 'from' ? binding.sources.find(({ path }) => wire.from !== null && samePath(path, wire.from)) ?? null : null
}

function samePath(one: ResolvedSource['path'], other: ResolvedSource['path']): boolean {
  return one.node === other.node && [one.port, ...one.members].join('.') === [other.port, ...other.members].join('.')
}
