import type { Node } from './schema.ts'

/** The node with other names for its inputs, wherever it mentions them; names that are not in `renamed` stay. */
export function renameInputs<N extends Node>(node: N, renamed: ReadonlyMap<string, string>): N {
  const rename = (name: string) => renamed.get(name) ?? name
  const { in: bound, each } = node
  return {
    ...node,
    ...(bound === undefined
      ? {}
      : { in: Object.fromEntries(Object.entries(bound).map(([name, binding]) => [rename(name), binding])) }),
    ...(each === undefined ? {} : { each: { ...each, over: rename(each.over) } }),
  }
}
