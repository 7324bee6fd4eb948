import type { Directive, Node, PackageRef } from '../../../shared/directive/schema.ts'
import { batch, type Edit } from '../edit.ts'
import type { NodeAt } from '../flow-uses.ts'
import { withEntry, withoutEntry } from '../ordered-record.ts'
import { aliasFor } from './add-node.ts'

// What a node puts between its component and the host, by the import that is filled; the component calls the first.

/** Next to the host, behind what stands there already. The package becomes one of the directive. */
export function addMiddleware(document: Directive, at: NodeAt, name: string, ref: PackageRef, wantedAlias: string): Edit {
  const { alias, edit } = aliasFor(document.packages, ref, wantedAlias)
  const set = setMiddleware(document, at, name, [...middlewareOf(nodeAt(document, at), name), alias])
  return batch(edit === null ? [set] : [edit, set])
}

/** None takes the import out. */
export function setMiddleware(document: Directive, at: NodeAt, name: string, aliases: readonly string[]): Edit {
  const before = nodeAt(document, at)?.middleware
  const [only, ...others] = aliases
  const value = only === undefined
    ? before && withoutEntry(before, name)
    : withEntry(before, name, others.length === 0 ? only : [...aliases], null)
  return { kind: 'set-node-part', ...at, part: 'middleware', value }
}

export function middlewareOf(node: Node | undefined, name: string): readonly string[] {
  const middleware = node?.middleware
  return middleware !== undefined && Object.hasOwn(middleware, name) ? [middleware[name] ?? []].flat() : []
}

function nodeAt(document: Directive, { flow, node }: NodeAt): Node | undefined {
  return document.flows[flow]?.nodes[node]
}
