import type { PortType } from '../wit/types.ts'
import { wireBetween, type WireVerdict } from '../wit/wire.ts'
import { findSource } from './source.ts'
import type { Signature } from './signature.ts'
import type { ResolvedDirective, ResolvedFlow, ResolvedNode } from './types.ts'

/** One wire that somebody is about to draw. */
export interface NewWire {
  readonly flow: string
  /** `node.port[.member…]`. */
  readonly from: string
  readonly toNode: string
  /** An input, or a part of one that is put together (`body.email`); null for `after`. */
  readonly toInput: string | null
}

/** Whether a wire may be drawn, with the reason where it may not. */
export function canConnect(resolved: ResolvedDirective, wire: NewWire): WireVerdict {
  return wiresFrom(resolved, wire)(wire.toNode, wire.toInput)
}

/**
 * The same for every place that a wire being dragged from one port may go to; what it begins with is looked up once.
 */
export function wiresFrom(
  resolved: ResolvedDirective, { flow, from }: Pick<NewWire, 'flow' | 'from'>,
): (toNode: string, toInput: string | null) => WireVerdict {
  const resolvedFlow = resolved.flows.get(flow)
  if (resolvedFlow === undefined) return () => refused(`There is no flow ${flow}.`)
  const source = findSource(from, signaturesOf(resolvedFlow), {})
  if (source.kind === 'wrong') return () => refused(source.problem.message)
  if (source.kind === 'unknown') {
    return () => refused(`It is not known what ${from} carries, because its node has a problem.`)
  }
  return (toNode, toInput) => {
    const node = resolvedFlow.nodes.get(toNode)
    if (node === undefined) return refused(`There is no node ${toNode} in this flow.`)
    if (node.action.kind === 'trigger') return refused('A trigger takes nothing in: it begins a run.')
    if (toInput === null) {
      if (source.path.members.length === 0) return { kind: 'same' }
      return refused('after waits for a port, not for a member of what it carries.')
    }
    const target = targetOf(node, toInput)
    return target === null ? refused(`The node has no input ${toInput}.`) : wireBetween(source.type, target)
  }
}

function signaturesOf({ nodes }: ResolvedFlow): ReadonlyMap<string, Signature> {
  return new Map(Array.from(nodes, ([id, { action, inputs, outputs }]) =>
    [id, { action, inputs, outputs, known: action.kind !== 'unresolved' }]))
}

/** The type of an input, or of the part of it that a dotted name means. */
function targetOf({ inputs }: ResolvedNode, name: string): PortType | null {
  const [first, ...members] = name.split('.')
  const input = inputs.find((each) => each.name === first)
  return input === undefined ? null : partOf(input.type, members)
}

function partOf(type: PortType, [member, ...rest]: readonly string[]): PortType | null {
  if (member === undefined) return type
  const whole = type.kind === 'option' ? type.some : type
  switch (whole.kind) {
    case 'any': return partOf(JSON_TYPE, rest)
    case 'known': return whole.name === 'json' ? whole : null
    case 'record': {
      const field = whole.fields.find(({ name }) => name === member)
      return field === undefined ? null : partOf(field.type, rest)
    }
    case 'list': return partOf(whole.item, rest)
    case 'tuple': {
      const item = whole.items[Number(member)]
      return item === undefined ? null : partOf(item, rest)
    }
    default: return null
  }
}

const JSON_TYPE: PortType = { kind: 'known', name: 'json' }

function refused(reason: string): WireVerdict {
  return { kind: 'refused', reason }
}
