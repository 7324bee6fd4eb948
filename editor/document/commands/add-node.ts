import type { Binding, Directive, Flow, Node, PackageRef } from '../../../shared/directive/schema.ts'
import type { Json } from '../../../shared/json/json.ts'
import { batch, type Edit, type Point } from '../edit.ts'
import { newId } from '../new-id.ts'
import type { WireEnd } from '../wires.ts'
import { connect } from './connect.ts'

/** What a person takes from the palette: enough to make a node of it in any document. */
export type NodeKind =
  | { readonly kind: 'function'; readonly ref: PackageRef; readonly path: string; readonly alias: string }
  | {
      readonly kind: 'trigger' | 'sink' | 'core'
      readonly name: string
      readonly settings: Readonly<Record<string, Json>>
    }
  | { readonly kind: 'flow'; readonly flow: string }
  /** Without a label where nobody has said yet what it will do. */
  | { readonly kind: 'blank'; readonly label: string | null; readonly signature: string }

export interface Added {
  readonly edit: Edit
  readonly node: string
}

export function addNode(document: Directive, flowId: string, kind: NodeKind, at: Point): Added {
  const flow = document.flows[flowId] as Flow
  const node = newId(nameOf(kind), (id) => Object.hasOwn(flow.nodes, id))
  const known = kind.kind === 'function' ? aliasFor(document.packages, kind.ref, kind.alias) : null
  const add: Edit = { kind: 'add-node', flow: flowId, node, value: valueOf(kind, known?.alias ?? ''), at, index: null }
  return { edit: batch(known?.edit ? [known.edit, add] : [add]), node }
}

/** Adds a node and wires it up at once: what dropping a wire on the empty canvas does. */
export function addWired(
  document: Directive,
  flowId: string,
  kind: NodeKind,
  at: Point,
  path: string,
  input: string,
): Added {
  const { edit, node } = addNode(document, flowId, kind, at)
  const binding: Binding = { from: path }
  return { node, edit: batch([edit, { kind: 'set-binding', flow: flowId, node, input, binding, index: null }]) }
}

/** Puts a converter into a wire that would be refused without it. */
export function connectThrough(
  document: Directive,
  flowId: string,
  path: string,
  to: WireEnd,
  converter: NodeKind,
  input: string,
  at: Point,
): Added {
  const { edit, node } = addWired(document, flowId, converter, at, path, input)
  return { node, edit: batch([edit, connect(document, flowId, `${node}.out`, to, 'replace')]) }
}

/** The alias under which a document has these bytes already, or a new one with the edit that adds it. */
export function aliasFor(
  packages: Readonly<Record<string, PackageRef>>,
  ref: PackageRef,
  wanted: string,
): { readonly alias: string; readonly edit: Edit | null } {
  const known = Object.entries(packages).find(([, other]) => other.digest === ref.digest)
  if (known !== undefined) return { alias: known[0], edit: null }
  const alias = newId(wanted, (id) => Object.hasOwn(packages, id))
  return { alias, edit: { kind: 'add-package', alias, ref, index: null } }
}

function nameOf(kind: NodeKind): string {
  switch (kind.kind) {
    case 'function': return kind.path.slice(Math.max(kind.path.lastIndexOf('.'), kind.path.lastIndexOf('/')) + 1)
    case 'flow': return kind.flow
    case 'blank': return kind.label ?? 'blank'
    case 'trigger': return kind.name === 'http' ? 'request' : kind.name
    case 'sink': return kind.name === 'http-reply' ? 'reply' : kind.name
    case 'core': return kind.name
  }
}

function valueOf(kind: NodeKind, alias: string): Node {
  switch (kind.kind) {
    case 'function': return { use: `${alias}#${kind.path}` }
    case 'flow': return { flow: kind.flow }
    case 'blank':
      return { blank: { signature: kind.signature }, ...(kind.label === null ? {} : { label: kind.label }) }
    case 'trigger': return { trigger: kind.name, ...settingsOf(kind.settings) }
    case 'sink': return { sink: kind.name, ...settingsOf(kind.settings) }
    case 'core': return { core: kind.name, ...settingsOf(kind.settings) }
  }
}

function settingsOf(settings: Readonly<Record<string, Json>>) {
  return Object.keys(settings).length === 0 ? {} : { with: settings }
}
