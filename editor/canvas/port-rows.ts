import type { Binding, Node } from '../../shared/directive/schema.ts'
import type { PortPath } from '../../shared/directive/path.ts'
import type { Json } from '../../shared/json/json.ts'
import type { ResolvedNode } from '../../shared/resolve/types.ts'
import { memberType, membersOf } from '../../shared/wit/member.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { bindingAt } from '../document/binding-tree.ts'
import type { Wire } from '../document/wires.ts'
import { inputHandle, outputHandle } from './handle-id.ts'

// A node's ports as lines of text with a dot: pure, so that what is shown can be tested without a canvas.

export interface OutputRow {
  readonly handle: string
  /** What leads to the member, to be shown faintly before its name: `body.`, empty below the port itself. */
  readonly prefix: string
  readonly label: string
  /** Null when a wire leaves a port that the node does not have. */
  readonly type: PortType | null
  readonly depth: number
  /** `adder` is no port: a field for the name of a further member of `handle`. */
  readonly role: 'value' | 'branch' | 'signal' | 'failed' | 'missing' | 'adder'
  readonly fold: Fold
}

export interface InputRow {
  readonly handle: string
  readonly label: string
  readonly type: PortType | null
  readonly depth: number
  readonly required: boolean
  readonly bound: Bound
  readonly fold: Fold
}

export type Fold = 'none' | 'closed' | 'open'

export type Bound =
  | { readonly kind: 'unbound' }
  | { readonly kind: 'wired' }
  | { readonly kind: 'value'; readonly json: Json }
  | { readonly kind: 'config'; readonly name: string }
  /** Put together from its members. */
  | { readonly kind: 'parts' }
  /** No port: a field for the name of a further member of `handle`. */
  | { readonly kind: 'adder' }

/** What rows are made of. */
type Ports = Pick<ResolvedNode, 'action' | 'inputs' | 'outputs'>

export interface RowChoices {
  /** What was opened or closed by hand, by handle. */
  readonly folded: (handle: string) => boolean | undefined
  readonly typedMembers: (handle: string) => readonly string[]
}

export function outputRows(
  node: Ports | undefined,
  wires: readonly Wire[],
  choices: RowChoices,
): readonly OutputRow[] {
  const used = wires.flatMap((wire) => (wire.from === null ? [] : [wire.from]))
  const rows: OutputRow[] = []
  const ports = [...(node?.outputs ?? [])]
  const openAtFirst = node?.action.kind === 'trigger' && wires.length === 0
  for (const [port, type] of ports) {
    const [name, ...members] = port.split('.') as [string, ...string[]]
    const wired = used.filter((path) => isBelow(path, name, members) && !isOtherPort(path, port, ports))
    if ((name === 'failed' || name === 'result') && wired.length === 0 && choices.folded(port) === undefined) {
      if (name === 'failed') rows.push(outputRow(name, [], type, 0, 'failed', 'none'))
      continue
    }
    const cases = name === 'out' && type.kind === 'variant' ? [] : membersOf(type)
    addOutputs(rows, { port: name, members, type, depth: 0, wired, choices, fixed: cases, openAtFirst })
  }
  for (const path of used) {
    const handle = outputHandle(path.port, path.members)
    if (!rows.some((row) => row.handle === handle))
      rows.push({ ...outputRow(path.port, path.members, null, 0, 'missing', 'none'), label: handle })
  }
  return rows
}

interface Opening {
  readonly port: string
  readonly members: readonly string[]
  readonly type: PortType
  readonly depth: number
  readonly wired: readonly PortPath[]
  readonly choices: RowChoices
  readonly fixed: readonly (readonly [string, PortType])[]
  readonly openAtFirst: boolean
}

function addOutputs(
  rows: OutputRow[],
  { port, members, type, depth, wired, choices, fixed, openAtFirst }: Opening,
): void {
  const handle = outputHandle(port, members)
  const deeper = wired.filter((path) => path.members.length > members.length)
  const wiredMembers = deeper.map((path) => path.members[members.length] as string)
  const typed = isJson(type)
  const open = choices.folded(handle) ?? (openAtFirst && fixed.length > 0 && depth === 0)
  const foldable = typed || fixed.length > 0
  const fold: Fold = !foldable ? 'none' : open ? 'open' : 'closed'
  rows.push(outputRow(port, members, type, depth, roleOf(port, members, type, depth), fold))
  const names = typed
    ? [...(open ? choices.typedMembers(handle) : []), ...wiredMembers]
    : [...fixed.map(([name]) => name), ...wiredMembers]
  for (const name of new Set(names)) {
    const inner = memberType(type, name)
    if (inner === null || (!open && !wiredMembers.includes(name))) continue
    addOutputs(rows, {
      port,
      members: [...members, name],
      type: inner,
      depth: depth + 1,
      wired: deeper.filter((path) => path.members[members.length] === name),
      choices,
      fixed: membersOf(inner),
      openAtFirst: false,
    })
  }
  if (typed && open) rows.push(outputRow(port, members, type, depth + 1, 'adder', 'none'))
}

function outputRow(
  port: string,
  members: readonly string[],
  type: PortType | null,
  depth: number,
  role: OutputRow['role'],
  fold: Fold,
): OutputRow {
  const prefix = members
    .slice(0, -1)
    .map((member) => `${member}.`)
    .join('')
  return { handle: outputHandle(port, members), prefix, label: members.at(-1) ?? port, type, depth, role, fold }
}

function roleOf(port: string, members: readonly string[], type: PortType, depth: number): OutputRow['role'] {
  if (port === 'failed') return 'failed'
  if (type.kind === 'unit') return 'signal'
  const isCase = depth === 0 && members.length > 0
  return port === 'err' || isCase ? 'branch' : 'value'
}

function isBelow(path: PortPath, port: string, members: readonly string[]): boolean {
  return path.port === port && members.every((member, at) => path.members[at] === member)
}

/** `out.below` is a port of its own, no member of `out`. */
function isOtherPort(path: PortPath, port: string, ports: readonly (readonly [string, PortType])[]): boolean {
  const first = path.members[0]
  return first !== undefined && port === path.port && ports.some(([other]) => other === `${path.port}.${first}`)
}

export function inputRows(
  node: Ports | undefined,
  document: Node,
  wires: readonly Wire[],
  choices: RowChoices,
): readonly InputRow[] {
  const rows: InputRow[] = []
  for (const { name, type, required } of node?.inputs ?? []) {
    addInputs(rows, name, [], type, required, document.in?.[name] ?? null, choices)
  }
  for (const { to } of wires) {
    if (to.kind === 'after') continue
    const handle = inputHandle(to.input, to.members)
    if (!rows.some((row) => row.handle === handle)) {
      rows.push({
        handle,
        label: handle.slice(1),
        type: null,
        depth: 0,
        required: false,
        bound: { kind: 'wired' },
        fold: 'none',
      })
    }
  }
  return rows
}

function addInputs(
  rows: InputRow[],
  input: string,
  members: readonly string[],
  type: PortType,
  required: boolean,
  whole: Binding | null,
  choices: RowChoices,
): void {
  const handle = inputHandle(input, members)
  const bound = boundOf(bindingAt(whole, members))
  const named = isJson(type) || type.kind === 'any'
  const fixed =
    type.kind === 'record'
      ? membersOf(type)
      : type.kind === 'option' && type.some.kind === 'record'
        ? membersOf(type.some)
        : []
  const foldable = members.length < 3 && (named || fixed.length > 0)
  const open = choices.folded(handle) ?? false
  const fold: Fold = !foldable ? 'none' : open ? 'open' : 'closed'
  rows.push({ handle, label: members.at(-1) ?? input, type, depth: members.length, required, bound, fold })
  const parts = bound.kind === 'parts' ? partsOf(bindingAt(whole, members)) : []
  const names = open ? [...fixed.map(([name]) => name), ...choices.typedMembers(handle), ...parts] : parts
  for (const name of new Set(names)) {
    const inner = named ? type : memberType(type, name)
    if (inner !== null)
      addInputs(
        rows,
        input,
        [...members, name],
        inner,
        required && fixed.length > 0 && inner.kind !== 'option',
        whole,
        choices,
      )
  }
  if (named && open)
    rows.push({
      handle,
      label: '',
      type,
      depth: members.length + 1,
      required: false,
      bound: { kind: 'adder' },
      fold: 'none',
    })
}

function partsOf(binding: Binding | null): readonly string[] {
  if (binding === null) return []
  if ('record' in binding) return Object.keys(binding.record)
  return 'list' in binding ? binding.list.map((_, index) => String(index)) : []
}

function boundOf(binding: Binding | null): Bound {
  if (binding === null) return { kind: 'unbound' }
  if ('value' in binding) return { kind: 'value', json: binding.value }
  if ('from' in binding) return { kind: 'wired' }
  if ('config' in binding) return { kind: 'config', name: binding.config }
  return { kind: 'parts' }
}

function isJson(type: PortType): boolean {
  return type.kind === 'known' && type.name === 'json'
}
