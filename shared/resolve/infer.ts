import { parsePath } from '../directive/path.ts'
import type { Binding, Flow, Node } from '../directive/schema.ts'
import { outputsOf } from '../wit/ports.ts'
import { sameType } from '../wit/same-type.ts'
import { evidenceOf, mentionsVariable, substitute, type Variables } from '../wit/type-variables.ts'
import type { PortType, WitType } from '../wit/types.ts'
import { unify } from '../wit/unify.ts'
import { boundType, JSON_TYPE, sourceTypes, type TypeScope } from './bound-type.ts'
import type { ConfigVariable } from './config.ts'
import { eachResult } from './policies.ts'
import type { Signature } from './signature.ts'
import type { Evidence, OpenInputs, Policies } from './types.ts'

// What the type variables of core nodes and outputs stand for follows from what is bound to their inputs. Signatures
// are looked up before and wires after this, so that a node with variables is like any other from here on.

export interface Inferred {
  /** With types in the place of variables. A variable that nothing is known of stays. */
  readonly signatures: ReadonlyMap<string, Signature>
  readonly open: ReadonlyMap<string, OpenInputs>
  /** By node: why there is no type for what is bound to it. */
  readonly clashes: ReadonlyMap<string, Clash>
}

export interface Clash {
  readonly input: string
  readonly reason: string
}

/** The same, with the input's position. */
interface ClashAt {
  readonly input: number
  readonly reason: string
}

/** A type that changes more often grows with every turn of a loop: option<T> that becomes T, and so on. */
const MAX_CHANGES = 16

export function inferTypes(
  nodes: Flow['nodes'], given: ReadonlyMap<string, Signature>, policies: ReadonlyMap<string, Policies>,
  config: ReadonlyMap<string, ConfigVariable>,
): Inferred {
  const opened = [...given].filter(([, signature]) => isOpen(signature)).map(([id]) => id)
  if (opened.length === 0) return { signatures: given, open: new Map(), clashes: new Map() }

  const signatures = new Map(given)
  const scope: TypeScope = { signatures, config }
  const feeds = feedsOf(opened, nodes)
  const changes = new Map<string, number>()
  const clashes = new Map<string, Clash>()
  const open = new Map<string, OpenInputs>()
  const waiting = new Set(opened)
  for (const id of waiting) {
    waiting.delete(id)
    const plain = given.get(id)!
    const evidence = plain.inputs.map(({ name, type }) => evidenceFor(bindingOf(nodes[id]!, name), type, scope))
    open.set(id, { types: plain.inputs.map(({ type }) => type), evidence })
    const solved = solve(evidence)
    if (solved.clash === null) clashes.delete(id)
    else clashes.set(id, { input: plain.inputs[solved.clash.input]!.name, reason: solved.clash.reason })
    const known = withTypes(plain, solved.types, policies.get(id)!)
    if (!isOther(signatures.get(id)!, known)) continue
    const count = (changes.get(id) ?? 0) + 1
    changes.set(id, count)
    if (count > MAX_CHANGES) {
      const input = plain.inputs[evidence.findIndex((each) => each.length > 0)]!.name
      clashes.set(id, { input, reason: 'its type would grow with every turn of the loop.' })
      signatures.set(id, plain)
      continue
    }
    signatures.set(id, known)
    for (const fed of feeds.get(id) ?? []) waiting.add(fed)
  }
  return { signatures, open, clashes }
}

/** Function nodes have no variables: they are many, and their types may be large. */
function isOpen({ action, inputs }: Signature): boolean {
  return (action.kind === 'core' || action.kind === 'sink') && inputs.some(({ type }) => mentionsVariable(type))
}

function bindingOf(node: Node, input: string): Binding | undefined {
  return node.in !== undefined && Object.hasOwn(node.in, input) ? node.in[input] : undefined
}

/** What a binding says about the variables of the port that it is bound to. */
export function evidenceFor(binding: Binding | undefined, open: PortType, scope: TypeScope): readonly Evidence[] {
  if (binding === undefined || !mentionsVariable(open)) return []
  if ('value' in binding) return said(open, JSON_TYPE, true)
  if ('config' in binding) return said(open, scope.config.get(binding.config)?.type ?? null)
  if ('from' in binding) return sourceTypes(binding.from, scope).flatMap((type) => said(open, type))
  const target = open.kind === 'option' ? open.some : open
  if ('list' in binding && target.kind === 'list') {
    return binding.list.flatMap((item) => evidenceFor(item, target.item, scope))
  }
  return said(open, boundType(binding, scope))
}

function said(open: PortType, type: PortType | null, literal = false): readonly Evidence[] {
  return type === null ? [] : evidenceOf(open, type).map(([variable, found]) => ({ variable, type: found, literal }))
}

/** What the variables stand for, given what each input says. */
export function solve(
  evidence: readonly (readonly Evidence[])[],
): { readonly types: Variables; readonly clash: ClashAt | null } {
  const types = new Map<string, WitType>()
  let clash: ClashAt | null = null
  const all = evidence.flat()
  for (const variable of new Set(all.map((each) => each.variable))) {
    const about = all.filter((each) => each.variable === variable)
    const firm = about.filter(({ literal }) => !literal)
    const unified = unify((firm.length > 0 ? firm : about).map(({ type }) => type))
    if (unified?.kind === 'agreed') types.set(variable, unified.type)
    else if (unified !== null) {
      const input = evidence.findIndex((each) => each.some((one) => one.variable === variable))
      clash = { input, reason: unified.reason }
    }
  }
  return { types, clash }
}

function withTypes(plain: Signature, types: Variables, { each }: Policies): Signature {
  const inputs = plain.inputs.map(({ type, ...input }) => ({ ...input, type: known(type, types) }))
  const { action } = plain
  if (action.kind !== 'core' || action.result === null) return { ...plain, inputs }
  const result = substitute(action.result, types)
  const outputs = outputsOf(each === null ? result : eachResult(result, each.errors))
  return { ...plain, inputs, action: { ...action, types, result }, outputs }
}

function known(type: PortType, types: Variables): PortType {
  return type.kind === 'any' || type.kind === 'unit' ? type : substitute(type, types)
}

/** Which nodes with variables each of them feeds. */
function feedsOf(opened: readonly string[], nodes: Flow['nodes']): ReadonlyMap<string, readonly string[]> {
  const feeds = new Map<string, string[]>(opened.map((id) => [id, []]))
  for (const id of opened) {
    const paths = Object.values(nodes[id]!.in ?? {}).flatMap(pathsIn)
    const sources = new Set(paths.map((path) => parsePath(path)?.node))
    for (const source of sources) if (source !== undefined) feeds.get(source)?.push(id)
  }
  return feeds
}

function pathsIn(binding: Binding): readonly string[] {
  if ('from' in binding) return [binding.from].flat()
  if ('record' in binding) return Object.values(binding.record).flatMap(pathsIn)
  return 'list' in binding ? binding.list.flatMap(pathsIn) : []
}

function isOther(before: Signature, after: Signature): boolean {
  return before.inputs.some(({ type }, at) => !sameType(type, after.inputs[at]!.type))
}
