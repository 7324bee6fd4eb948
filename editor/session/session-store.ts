import { create } from 'zustand'

// The session scope: what this person looks at. Neither saved with the document nor part of a run.

/** A flow node that was gone into, in the flow that it stands in. */
export interface WayStep {
  readonly flow: string
  readonly node: string
}

interface SessionState {
  /** The flow on the canvas. */
  readonly flow: string | null
  /** How it was come to, outermost first; empty for a flow that was opened by itself. */
  readonly way: readonly WayStep[]
  /** For each step the call whose values are shown (`callKey`); the last one where none was chosen. */
  readonly calls: readonly string[]
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
const NO_WAY: readonly WayStep[] = []
const NO_CALLS: readonly string[] = []

const START: SessionState = {
  flow: null,
  way: NO_WAY,
  calls: NO_CALLS,
  nodes: NONE,
  wires: NONE,
  folds: new Map(),
  typedMembers: new Map(),
  shows: 'preview',
}

export const useSessionStore = create<SessionState>(() => START)

export function showFlow(flow: string | null, way: readonly WayStep[] = NO_WAY): void {
  const before = useSessionStore.getState()
  if (before.flow === flow && sameWay(before.way, way)) return
  const shows = flow === null ? 'preview' : before.shows
  const kept = way.findIndex((step, at) => !sameWay([step], before.way.slice(at, at + 1)))
  const calls = before.calls.slice(0, kept === -1 ? way.length : kept)
  useSessionStore.setState({ ...START, flow, way, calls: calls.length === 0 ? NO_CALLS : calls, shows })
}

function sameWay(one: readonly WayStep[], other: readonly WayStep[]): boolean {
  return one.length === other.length
    && one.every(({ flow, node }, at) => flow === other[at]?.flow && node === other[at].node)
}

/** Shows the values of one call of the flow node at `depth` of the way. What is further inside is its own. */
export function showCall(depth: number, call: string): void {
  const { calls } = useSessionStore.getState()
  // What was never chosen on the way there stays open.
  const before = Array.from({ length: depth }, (_, at) => calls[at] ?? '')
  useSessionStore.setState({ calls: [...before, call] })
}

/** Shows the values of these calls, one for each step of the way. */
export function showCalls(calls: readonly string[]): void {
  useSessionStore.setState({ calls })
}

/** The flow whose runs are shown: the outermost of the way. */
export function rootFlow({ flow, way }: Pick<SessionState, 'flow' | 'way'>): string | null {
  return way[0]?.flow ?? flow
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
