import { useMemo } from 'react'
import type { Directive } from '../../shared/directive/schema.ts'
import type { ResolvedDirective } from '../../shared/resolve/types.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { leadsTo } from '../document/flow-uses.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { useSessionStore } from '../session/session-store.ts'
import { type CatalogueEntry, type Group, groupsOf } from './catalogue.ts'
import { useLibraryStore } from './library-store.ts'

const CATEGORY = 'Flows'
export const FLOW_ICON = 'workflow'

/** The application's flows that can be a node of `current`: those with a trigger `inputs` that do not lead back to it. */
export function flowEntries(
  document: Directive, resolved: ResolvedDirective, current: string | null,
): readonly CatalogueEntry[] {
  return Object.entries(document.flows).flatMap(([flow, { label = flow, note = '' }]): CatalogueEntry[] => {
    const signature = resolved.flows.get(flow)?.signature ?? null
    if (signature === null || (current !== null && leadsTo(document, flow, current))) return []
    const { inputs, outputs } = signature
    const ports = outputs.size === 0 ? [{ port: 'done', type: { kind: 'unit' } as const }]
      : [...outputs].map(([port, type]) => ({ port, type }))
    return [{
      id: `flow:${flow}`, kind: { kind: 'flow', flow }, label, detail: flow, help: note, icon: FLOW_ICON,
      category: CATEGORY, inputs, outputs: ports,
    }]
  })
}

/** Everything that can be put on the canvas of the flow in view. */
export function useGroups(): readonly Group[] {
  const packages = useLibraryStore((state) => state.packages)
  const document = useDocumentStore((state) => state.open?.document)
  const resolved = useResolvedStore((state) => state.resolved)
  const flow = useSessionStore((state) => state.flow)
  const flows = document?.flows
  return useMemo(() => {
    const groups = groupsOf(packages)
    return document === undefined ? groups : withFlows(groups, flowEntries(document, resolved, flow))
    // eslint-disable-next-line react-hooks/exhaustive-deps -- of the document only its flows count
  }, [packages, flows, resolved, flow])
}

export function currentGroups(): readonly Group[] {
  const groups = groupsOf(useLibraryStore.getState().packages)
  const document = useDocumentStore.getState().open?.document
  if (document === undefined) return groups
  return withFlows(groups, flowEntries(document, useResolvedStore.getState().resolved, useSessionStore.getState().flow))
}

/** Behind the built-in nodes, before the packages. */
function withFlows(groups: readonly Group[], entries: readonly CatalogueEntry[]): readonly Group[] {
  if (entries.length === 0) return groups
  const at = groups.findIndex(({ from }) => from !== null)
  const before = at === -1 ? groups.length : at
  const group: Group = { category: CATEGORY, icon: FLOW_ICON, entries, from: null }
  return [...groups.slice(0, before), group, ...groups.slice(before)]
}
