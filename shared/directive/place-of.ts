import { pointerOf } from './pointer.ts'
import type { Place } from './problem.ts'

/** Which flow, node and input a place in a directive's document belongs to. */
export function placeOf(path: readonly (string | number)[]): Place {
  const [top, flow, nodes, node, part, input] = path.map(String)
  const pointer = pointerOf(...path)
  if ((top !== 'flows' && top !== 'samples' && top !== 'tests' && top !== 'view') || flow === undefined) return { pointer }
  if (top !== 'flows' || nodes !== 'nodes' || node === undefined) return { flow, pointer }
  if (part !== 'in' || input === undefined) return { flow, node, pointer }
  return { flow, node, input: [input, ...membersOf(path.slice(6))].join('.'), pointer }
}

/** Of `record`, `email`, `from` the `email`: what a binding's tree calls its parts. */
function membersOf(tree: readonly (string | number)[]): readonly (string | number)[] {
  const [kind, member, ...rest] = tree
  return (kind === 'record' || kind === 'list') && member !== undefined ? [member, ...membersOf(rest)] : []
}
