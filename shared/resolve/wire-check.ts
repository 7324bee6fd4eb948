import { evidenceOf, mentionsVariable, substitute } from '../wit/type-variables.ts'
import type { PortType, WitType } from '../wit/types.ts'
import { wireBetween, type WireVerdict } from '../wit/wire.ts'
import { solve } from './infer.ts'
import { findSource } from './source.ts'
import type { Signature } from './signature.ts'
import type { OpenInputs, ResolvedDirective, ResolvedFlow, ResolvedNode } from './types.ts'

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
): (toNode: string, toInput: string | null, merge?: boolean) => WireVerdict {
  const resolvedFlow = resolved.flows.get(flow)
  if (resolvedFlow === undefined) return () => refused(`There is no flow ${flow}.`)
  const source = findSource(from, signaturesOf(resolvedFlow), {})
  if (source.kind === 'wrong') return () => refused(source.problem.message)
  if (source.kind === 'unknown') {
    return () => refused(`It is not known what ${from} carries, because its node has a problem.`)
  }
  return (toNode, toInput, merge = false) => {
    const node = resolvedFlow.nodes.get(toNode)
    if (node === undefined) return refused(`There is no node ${toNode} in this flow.`)
    if (node.action.kind === 'trigger') return refused('A trigger takes nothing in: it begins a run.')
    if (toInput === null) {
      if (source.path.members.length === 0) return { kind: 'same' }
      return refused('after waits for a port, not for a member of what it carries.')
    }
    const target = targetOf(node, toInput, source.type, merge)
    if (target === null) return refused(`The node has no input ${toInput}.`)
    return 'kind' in target ? wireBetween(source.type, target) : refused(target.refused)
  }
}

function signaturesOf({ nodes }: ResolvedFlow): ReadonlyMap<string, Signature> {
  return new Map(Array.from(nodes, ([id, { action, inputs, outputs }]) =>
    [id, { action, inputs, outputs, known: action.kind !== 'unresolved' }]))
}

/** The type of an input, or of the part of it that a dotted name means, once `from` is wired to it. */
function targetOf(
  { inputs, open }: ResolvedNode, name: string, from: PortType, merge: boolean,
): PortType | null | { readonly refused: string } {
  const [first, ...members] = name.split('.')
  const at = inputs.findIndex((each) => each.name === first)
  const input = inputs[at]
  if (input === undefined) return null
  if (open === null || !mentionsVariable(open.types[at]!)) return partOf(input.type, members)
  return members.length > 0 ? partOf(open.types[at]!, members) : withNewWire(open, at, from, merge)
}

/** What an input with type variables takes when a wire that carries `from` replaces what is there, or joins it. */
function withNewWire(
  { types, evidence }: OpenInputs, at: number, from: PortType, merge: boolean,
): PortType | { readonly refused: string } {
  const open = types[at] as WitType
  const added = evidenceOf(open, from).map(([variable, type]) => ({ variable, type, literal: false }))
  const { types: known, clash } = solve(evidence.with(at, merge ? [...evidence[at]!, ...added] : added))
  return clash === null ? substitute(open, known) : { refused: `The wire does not fit: ${clash.reason}` }
}

function partOf(type: PortType, [member, ...rest]: readonly string[]): PortType | null {
  if (member === undefined) return type
  const whole = type.kind === 'option' ? type.some : type
  switch (whole.kind) {
    case 'any': case 'var': return partOf(JSON_TYPE, rest)
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
