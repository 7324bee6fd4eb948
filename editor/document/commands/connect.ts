import type { Directive, Flow } from '../../../shared/directive/schema.ts'
import { applyEdit } from '../apply-edit.ts'
import { bindingAt, fromPaths, mapAfter, mapPaths, withBindingAt } from '../binding-tree.ts'
import { batch, type Edit, NOTHING } from '../edit.ts'
import { sameEnd, type Wire, type WireEnd } from '../wires.ts'

export type ConnectMode = 'replace' | 'merge'

/** Draws a wire. `replace` takes the place of what was bound, `merge` lets whichever comes arrive. */
export function connect(document: Directive, flow: string, path: string, to: WireEnd, mode: ConnectMode): Edit {
  if (to.kind === 'after') return connectAfter(document, flow, path, to.node)
  const whole = nodeOf(document, flow, to.node).in?.[to.input] ?? null
  const here = bindingAt(whole, to.members)
  const before = here !== null && 'from' in here ? [here.from].flat() : []
  const paths = mode === 'merge' ? [...before.filter((other) => other !== path), path] : [path]
  return setInput(flow, to, withBindingAt(whole, to.members, fromPaths(paths)))
}

export function disconnect(document: Directive, flow: string, wire: Wire): Edit {
  const { to, path } = wire
  const node = nodeOf(document, flow, to.node)
  if (to.kind === 'after') {
    const value = mapAfter(node.after ?? [], (other) => (other === path ? null : other))
    return { kind: 'set-node-part', flow, node: to.node, part: 'after', value }
  }
  const whole = node.in?.[to.input] ?? null
  const here = bindingAt(whole, to.members)
  if (here === null) return NOTHING
  const left = mapPaths(here, (other) => (other === path ? null : other))
  return setInput(flow, to, withBindingAt(whole, to.members, left))
}

/** Several wires at once: one after the other, because two may end in the same input. */
export function disconnectAll(document: Directive, flow: string, wires: readonly Wire[]): Edit {
  const edits: Edit[] = []
  for (const wire of wires) {
    const edit = disconnect(document, flow, wire)
    edits.push(edit)
    document = applyEdit(document, edit).document
  }
  return batch(edits)
}

/** Takes hold of a wire's end and puts it elsewhere. */
export function reconnect(document: Directive, flow: string, wire: Wire, path: string, to: WireEnd): Edit {
  if (wire.path === path && sameEnd(wire.to, to)) return NOTHING
  const cut = disconnect(document, flow, wire)
  return batch([cut, connect(applyEdit(document, cut).document, flow, path, to, 'replace')])
}

function connectAfter(document: Directive, flow: string, path: string, node: string): Edit {
  const before = nodeOf(document, flow, node).after ?? []
  if (before.flat().includes(path)) return NOTHING
  return { kind: 'set-node-part', flow, node, part: 'after', value: [...before, path] }
}

function setInput(flow: string, to: Extract<WireEnd, { kind: 'input' }>, binding: ReturnType<typeof fromPaths>): Edit {
  return { kind: 'set-binding', flow, node: to.node, input: to.input, binding, index: null }
}

function nodeOf(document: Directive, flow: string, id: string) {
  const node = (document.flows[flow] as Flow).nodes[id]
  if (node === undefined) throw new Error(`there is no node ${id} in flow ${flow}`)
  return node
}
