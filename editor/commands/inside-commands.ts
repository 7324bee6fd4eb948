import { appRoute, go } from '../app/route.ts'
import { fitCanvas } from '../canvas/canvas-store.ts'
import { outerTrace } from '../canvas/use-values.ts'
import type { Problem } from '../../shared/directive/problem.ts'
import type { Within } from '../../shared/engine/types.ts'
import { currentDocument, useDocumentStore } from '../document/document-store.ts'
import { type NodeAt, nodesTo } from '../document/flow-uses.ts'
import { currentFlow, rootFlow, select, showCalls, useSessionStore } from '../session/session-store.ts'
import { callKey } from '../values/call-of-flow.ts'
import { failureInside } from '../values/failure-inside.ts'

// Flows that are used as nodes, looked into where they stand.

/** Shows the flow behind a node, with the values that it has there. Does nothing for another node. */
export function openInside(node: string): void {
  const value = currentDocument().flows[currentFlow()]?.nodes[node]
  if (value === undefined || !('flow' in value) || !Object.hasOwn(currentDocument().flows, value.flow)) return
  goInside([...wayNodes(), node])
}

/** Opens the one selected node if it is a flow; says whether it did. */
export function openSelected(): boolean {
  const [node, ...others] = useSessionStore.getState().nodes
  const value = node === undefined ? undefined : currentDocument().flows[currentFlow()]?.nodes[node]
  if (node === undefined || others.length > 0 || value === undefined || !('flow' in value)) return false
  openInside(node)
  return true
}

/** Back out to where `depth` steps inside remain, with the node selected that was looked into. */
export function leaveTo(depth: number): void {
  const { way } = useSessionStore.getState()
  const left = way[depth]
  if (left === undefined) return
  goInside(way.slice(0, depth).map(({ node }) => node))
  select([left.node])
}

export function leaveInside(): void {
  leaveTo(useSessionStore.getState().way.length - 1)
}

/** Goes to the node inside that made a flow node fail, in the call where it did. */
export function openFailure(node: string): void {
  const found = failureInside(outerTrace(), wayNodes(), useSessionStore.getState().calls, node)
  if (found === null) return openInside(node)
  showInside(found.within, found.node)
}

/** Shows a node inside of the calls that something happened in. */
export function showInside(within: Within, node: string): void {
  const nodes = within.map((frame) => frame.node)
  const here = nodes.join('/') === wayNodes().join('/')
  if (!here) goInside(nodes)
  showCalls(within.map(callKey))
  select([node])
  fitSoon([node], here)
}

/** Goes to the place of a problem inside of a flow node. */
export function openProblem(node: string, { place }: Problem): void {
  const { flows } = currentDocument()
  const value = flows[currentFlow()]?.nodes[node]
  const used = value !== undefined && 'flow' in value ? value.flow : null
  const further = place.flow === undefined || used === null ? null : nodesTo(flows, used, place.flow)
  if (further === null) return openInside(node)
  goInside([...wayNodes(), node, ...further])
  if (place.node === undefined) return
  select([place.node])
  fitSoon([place.node])
}

/** One node in view: where it stands, in the flow that is shown or else in its own. */
export function showNode({ flow, node }: NodeAt): void {
  const here = useSessionStore.getState().flow === flow
  if (!here) go(appRoute(openApp(), flow))
  select([node])
  fitSoon([node], here)
}

function wayNodes(): readonly string[] {
  return useSessionStore.getState().way.map(({ node }) => node)
}

function goInside(nodes: readonly string[]): void {
  go(appRoute(openApp(), rootFlow(useSessionStore.getState()), nodes))
}

function openApp(): string {
  const app = useDocumentStore.getState().open?.app
  if (app === undefined) throw new Error('no application is open')
  return app
}

/** A canvas that was just opened has to be drawn first. */
const DRAWN_MS = 150

function fitSoon(nodes: readonly string[], here = false): void {
  setTimeout(() => fitCanvas(nodes), here ? 0 : DRAWN_MS)
}
