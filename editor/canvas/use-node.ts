import { useMemo } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { Problem } from '../../shared/directive/problem.ts'
import type { Node } from '../../shared/directive/schema.ts'
import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import { BLANK_NODE } from '../../shared/resolve/blank.ts'
import type { ResolvedNode } from '../../shared/resolve/types.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { flowsBehind } from '../document/flow-uses.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { type Wire, wiresOf } from '../document/wires.ts'
import { useLibraryStore } from '../library/library-store.ts'
import { useSessionStore } from '../session/session-store.ts'
import { type Face, faceOf } from './face.ts'
import { useSeenMembers } from './use-seen-members.ts'
import { type InputRow, inputRows, type OutputRow, outputRows, type RowChoices } from './port-rows.ts'

export function useDocumentNode(id: string): Node | undefined {
  const flow = useSessionStore((state) => state.flow) ?? ''
  return useDocumentStore((state) => state.open?.document.flows[flow]?.nodes[id])
}

export function useResolvedNode(id: string): ResolvedNode | undefined {
  const flow = useSessionStore((state) => state.flow) ?? ''
  return useResolvedStore((state) => state.resolved.flows.get(flow)?.nodes.get(id))
}

export function usePackage(alias: string | null): LibraryPackage | undefined {
  const digest = useDocumentStore((state) =>
    alias === null ? undefined : state.open?.document.packages[alias]?.digest,
  )
  return useLibraryStore((state) => state.packages.find((each) => each.digest === digest))
}

export function useFace(id: string, node: Node): Face {
  const from = usePackage('use' in node ? node.use.slice(0, node.use.indexOf('#')) : null)
  const flow = useDocumentStore(({ open }) => ('flow' in node ? open?.document.flows[node.flow] : undefined))
  return useMemo(() => faceOf(id, node, { packageFor: () => from, flowFor: () => flow }), [id, node, from, flow])
}

/** Without that it is blank, which shows: else every node of a sketch would stand there as an error. */
export function useProblemsOf(id: string): readonly Problem[] {
  const flow = useSessionStore((state) => state.flow) ?? ''
  return useResolvedStore(
    useShallow((state) => 
      state.resolved.problems.filter(
        ({ code, place }) => place.flow === flow && place.node === id && code !== BLANK_NODE,
      )),
  )
}

/** What is wrong inside of a flow that is used as a node, however deep. */
export function useProblemsInside(node: Node): readonly Problem[] {
  const used = 'flow' in node ? node.flow : null
  const flows = useDocumentStore((state) => state.open?.document.flows)
  return useResolvedStore(
    useShallow(({ resolved }) => {
      if (used === null || flows === undefined) return NO_PROBLEMS
      const inside = flowsBehind(flows, used)
      return resolved.problems.filter(({ place }) => place.flow !== undefined && inside.has(place.flow))
    }),
  )
}
const NO_PROBLEMS: readonly Problem[] = []

/** All wires of the flow on the canvas; the same list until the flow's nodes change. */
export function useWires(): readonly Wire[] {
  const flow = useSessionStore((state) => state.flow) ?? ''
  const value = useDocumentStore((state) => state.open?.document.flows[flow])
  return useMemo(() => (value === undefined ? NO_WIRES : wiresOfFlow(value)), [value])
}
const NO_WIRES: readonly Wire[] = []

const known = new WeakMap<object, readonly Wire[]>()
function wiresOfFlow(flow: Parameters<typeof wiresOf>[0]): readonly Wire[] {
  const before = known.get(flow.nodes)
  if (before !== undefined) return before
  const wires = wiresOf(flow)
  known.set(flow.nodes, wires)
  return wires
}

export interface NodeRows {
  readonly inputs: readonly InputRow[]
  readonly outputs: readonly OutputRow[]
  readonly waits: boolean
}

export function useNodeRows(id: string, node: Node): NodeRows {
  const resolved = useResolvedNode(id)
  const wires = useWires()
  const folds = useSessionStore((state) => state.folds)
  const typed = useSessionStore((state) => state.typedMembers)
  const seen = useSeenMembers(id)
  return useMemo(() => {
    const choices: RowChoices = {
      folded: (handle) => folds.get(`${id}/${handle}`),
      typedMembers: (handle) => [...(seen[handle] ?? []), ...(typed.get(`${id}/${handle}`) ?? [])],
    }
    return {
      inputs: inputRows(
        resolved,
        node,
        wires.filter((wire) => wire.to.node === id),
        choices,
      ),
      outputs: outputRows(
        resolved,
        wires.filter((wire) => wire.from?.node === id),
        choices,
      ),
      waits: node.after !== undefined,
    }
  }, [id, node, resolved, wires, folds, typed, seen])
}
