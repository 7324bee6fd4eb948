import { problem, warning } from '../directive/problem.ts'
import type { Flow, Node } from '../directive/schema.ts'
import { nodePlace, type NodePlace, type Report } from './report.ts'
import type { Signature } from './signature.ts'
import type { Action } from './types.ts'

/** A runner of its own is for what calls a component. */
export function reportRunner({ runner }: Node, at: NodePlace, action: Action, report: Report): void {
  if (runner === undefined || action.kind === 'function' || action.kind === 'blank' || action.kind === 'unresolved') return
  report(problem('bad-settings', nodePlace(at, ['runner']), 'runner is for nodes that call a component.', 'Take runner out.'))
}

/** So many more than any neighbour: whoever breaks out of a neighbour would have them too. */
const FAR_MORE = 2

/** Where a node holds far more grants than what runs in one process with it. */
export function suggestRunner(flow: string, { nodes }: Flow, signatures: ReadonlyMap<string, Signature>, report: Report): void {
  const held = Object.entries(nodes).flatMap(([node, { runner }]) => {
    const action = signatures.get(node)?.action
    return action?.kind === 'function' && runner === undefined ? [{ node, digest: action.digest, grants: action.powers.grants.size }] : []
  })
  for (const { node, digest, grants } of held) {
    const neighbours = held.filter((each) => each.digest !== digest)
    if (neighbours.length === 0 || !neighbours.every((each) => grants - each.grants >= FAR_MORE)) continue
    report(warning(
      'own-runner', nodePlace({ flow, node }), `The node holds ${grants} grants, and shares a process with strangers that hold fewer.`,
      'Give it a runner of its own: "runner": "own".',
    ))
  }
}
