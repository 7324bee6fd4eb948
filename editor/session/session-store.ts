import { create } from 'zustand'

// The session scope: what this person looks at. Neither saved with the document nor part of a run.

interface SessionState {
  readonly flow: string | null
  readonly nodes: ReadonlySet<string>
  readonly wires: ReadonlySet<string>
  /** Ports that were opened or closed by hand, by `node/handle`. */
  readonly folds: ReadonlyMap<string, boolean>
  /** JSON members that were typed in, by `node/handle`: they have no wire yet. */
  readonly typedMembers: ReadonlyMap<string, readonly string[]>
  /** Whose values the canvas shows. */
  readonly shows: 'preview' | 'live'
}

const NONE: ReadonlySet<string> = new Set()

const START: SessionState = {
  flow: null,
  nodes: NONE,
  wires: NONE,
  folds: new Map(),
  typedMembers: new Map(),
  shows: 'preview',
}

export const useSessionStore = create<SessionState>(() => START)

export function showFlow(flow: string | null): void {
  if (useSessionStore.getState().flow === flow) return
  useSessionStore.setState({ ...START, flow, shows: flow === null ? 'preview' : useSessionStore.getState().shows })
}

export function select(nodes: Iterable<string>, wires: Iterable<string> = []): void {
  useSessionStore.setState({ nodes: new Set(nodes), wires: new Set(wires) })
}

export function changeSelection(
  kind: 'nodes' | 'wires',
  changes: readonly { readonly id: string; readonly selected: boolean }[],
): void {
  const after = new Set(useSessionStore.getState()[kind])
  for (const { id, selected } of changes) {
    if (selected) after.add(id)
    else after.delete(id)
  }
  useSessionStore.setState({ [kind]: after })
}

export function fold(key: string, open: boolean): void {
  useSessionStore.setState(({ folds }) => ({ folds: new Map(folds).set(key, open) }))
}

export function typeMember(key: string, member: string): void {
  useSessionStore.setState(({ typedMembers }) => {
    const before = typedMembers.get(key) ?? []
    return before.includes(member) ? {} : { typedMembers: new Map(typedMembers).set(key, [...before, member]) }
  })
}

export function showValuesOf(shows: SessionState['shows']): void {
  useSessionStore.setState({ shows })
}

/** The flow on the canvas. Called by what exists only while there is one. */
export function currentFlow(): string {
  const { flow } = useSessionStore.getState()
  if (flow === null) throw new Error('no flow is shown')
  return flow
}
