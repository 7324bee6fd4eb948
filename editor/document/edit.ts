import type { Binding, Directive, Flow, Node, PackageRef, Sample } from '../../shared/directive/schema.ts'

// What can happen to a document, as values. An edit is small enough that its inverse is an edit too (apply-edit.ts);
// what a person does (connect, paste, delete) is put together from them by the commands in commands/.

export interface Point {
  readonly x: number
  readonly y: number
}

/** `index` is the position among its siblings, so that undoing keeps a directive's order; null appends. */
export type Edit =
  | { readonly kind: 'batch'; readonly edits: readonly Edit[] }
  | {
      readonly kind: 'add-node'
      readonly flow: string
      readonly node: string
      readonly value: Node
      readonly at: Point | null
      readonly index: number | null
    }
  /** Wires to and from the node are other nodes' bindings: `removeNodes` takes them away first. */
  | { readonly kind: 'remove-node'; readonly flow: string; readonly node: string }
  /** Another node under the same id: wires from it stay. */
  | { readonly kind: 'replace-node'; readonly flow: string; readonly node: string; readonly value: Node }
  | { readonly kind: 'move-nodes'; readonly flow: string; readonly to: Readonly<Record<string, Point | null>> }
  | SetNodePart
  | {
      readonly kind: 'set-binding'
      readonly flow: string
      readonly node: string
      readonly input: string
      readonly binding: Binding | null
      readonly index: number | null
    }
  | { readonly kind: 'add-package'; readonly alias: string; readonly ref: PackageRef; readonly index: number | null }
  | { readonly kind: 'remove-package'; readonly alias: string }
  | {
      readonly kind: 'add-flow'
      readonly flow: string
      readonly value: Flow
      readonly view: Readonly<Record<string, Point>> | null
      readonly samples: readonly Sample[] | null
      readonly index: number | null
    }
  | { readonly kind: 'remove-flow'; readonly flow: string }
  | SetFlowPart
  | { readonly kind: 'set-samples'; readonly flow: string; readonly samples: readonly Sample[] | null }
  | {
      readonly kind: 'set-variable'
      readonly name: string
      readonly value: Variable | null
      readonly index: number | null
    }
  | { readonly kind: 'set-label'; readonly label: string | undefined }

/** A declared configuration variable. */
export type Variable = NonNullable<Directive['config']>[string]

type Parts<T> = { readonly [K in keyof T]-?: { readonly part: K; readonly value: T[K] | undefined } }[keyof T]

/** The parts that stand on a node whatever its kind, and the settings of triggers, sinks and core nodes. */
export type NodeParts = Pick<
  Extract<Node, { trigger: string }>,
  'label' | 'note' | 'with' | 'after' | 'disabled' | 'timeout' | 'retry' | 'each' | 'cache' | 'grant' | 'middleware'
  | 'limits' | 'runner'
>
export type SetNodePart = {
  readonly kind: 'set-node-part'
  readonly flow: string
  readonly node: string
} & Parts<NodeParts>

export type FlowParts = Pick<Flow, 'label' | 'note' | 'onError'>
export type SetFlowPart = { readonly kind: 'set-flow-part'; readonly flow: string } & Parts<FlowParts>

export interface Applied {
  readonly document: Directive
  /** Applied to `document` it gives back the document from before. */
  readonly undo: Edit
}

export const NOTHING: Edit = { kind: 'batch', edits: [] }

export function batch(edits: readonly Edit[]): Edit {
  return edits.length === 1 && edits[0] !== undefined ? edits[0] : { kind: 'batch', edits }
}
