import { parsePath, type PortPath } from '../../shared/directive/path.ts'
import type { Flow } from '../../shared/directive/schema.ts'
import { wiredPlaces } from './binding-tree.ts'

/** One wire as the document has it, whether or not its ends exist. */
export interface Wire {
  readonly id: string
  /** As written. */
  readonly path: string
  /** Null when `path` cannot be read. */
  readonly from: PortPath | null
  readonly to: WireEnd
}

/** Where a wire ends: an input with the members of its binding's tree, or the `after` of a node. */
export type WireEnd =
  | { readonly kind: 'input'; readonly node: string; readonly input: string; readonly members: readonly string[] }
  | { readonly kind: 'after'; readonly node: string }

export function wiresOf(flow: Flow): readonly Wire[] {
  return Object.entries(flow.nodes).flatMap(([id, node]) => [
    ...Object.entries(node.in ?? {}).flatMap(([input, binding]) =>
      wiredPlaces(binding).flatMap(({ members, paths }) =>
        paths.map((path) => wire(path, { kind: 'input', node: id, input, members })))),
    ...(node.after ?? []).flat().map((path) => wire(path, { kind: 'after', node: id })),
  ])
}

export function wireId(path: string, to: WireEnd): string {
  const end = to.kind === 'after' ? [to.node] : [to.node, to.input, ...to.members]
  return `${path} → ${end.join('.')}${to.kind === 'after' ? ' after' : ''}`
}

export function sameEnd(one: WireEnd, other: WireEnd): boolean {
  if (one.node !== other.node) return false
  if (one.kind === 'after' || other.kind === 'after') return one.kind === other.kind
  return one.input === other.input && one.members.join('.') === other.members.join('.')
}

function wire(path: string, to: WireEnd): Wire {
  return { id: wireId(path, to), path, from: parsePath(path), to }
}
