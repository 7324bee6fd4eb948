import { expect, it } from 'vitest'
import type { Node } from '../../shared/directive/schema.ts'
import type { ResolvedInput } from '../../shared/resolve/types.ts'
import { outputsOf } from '../../shared/wit/ports.ts'
import { parseType } from '../../shared/wit/parse.ts'
import type { PortType, WitType } from '../../shared/wit/types.ts'
import { type Wire, wireId } from '../document/wires.ts'
import { parsePath } from '../../shared/directive/path.ts'
import { inputRows, outputRows, type RowChoices } from './port-rows.ts'

const wit = parseType

type Ports = Parameters<typeof outputRows>[0]

const node = (inputs: Readonly<Record<string, PortType>>, result: WitType | null, isTrigger = false): Ports => ({
  action: isTrigger ? { kind: 'trigger', trigger: { kind: 'failure' } } : { kind: 'unresolved', what: '' },
  inputs: Object.entries(inputs).map(([name, type]): ResolvedInput => ({
    name,
    type,
    required: type.kind !== 'option',
    binding: null,
  })),
  outputs: outputsOf(result),
})

const wireFrom = (path: string): Wire => {
  const to = { kind: 'input', node: 'other', input: 'a', members: [] } as const
  return { id: wireId(path, to), path, from: parsePath(path), to }
}

const choices = (
  open: readonly string[] = [],
  typed: Readonly<Record<string, readonly string[]>> = {},
): RowChoices => ({
  folded: (handle) => (open.includes(handle) ? true : undefined),
  typedMembers: (handle) => typed[handle] ?? [],
})

const outputs = (resolved: Ports, wires: readonly string[] = [], given = choices()) =>
  outputRows(resolved, wires.map(wireFrom), given).map(
    ({ handle, role, fold }) => `${handle} ${role}${fold === 'none' ? '' : ` ${fold}`}`,
  )

it.each([
  { result: 'u32', rows: ['out value', 'failed failed'] },
  { result: 'result<string, u8>', rows: ['out value', 'err branch', 'failed failed'] },
  { result: 'option<string>', rows: ['out value', 'none signal', 'failed failed'] },
  { result: 'variant { cold, warm(f64) }', rows: ['out value', 'out.cold signal', 'out.warm branch', 'failed failed'] },
  { result: 'record { a: u8, b: json }', rows: ['out value closed', 'failed failed'] },
])('a node that gives $result shows $rows', ({ result, rows }) => expect(outputs(node({}, wit(result)))).toEqual(rows))

it('opens a record into its fields, and json below it into the members that were named', () =>
  expect(
    outputs(node({}, wit('record { a: u8, b: json }')), [], choices(['out', 'out.b'], { 'out.b': ['x'] })),
  ).toEqual([
    'out value open',
    'out.a value',
    'out.b value open',
    'out.b.x value closed',
    'out.b adder',
    'failed failed',
  ]))

it('shows a member that a wire leaves without being opened', () =>
  expect(outputs(node({}, wit('record { a: u8, b: json }')), ['n.out.b.x', 'n.failed.message'])).toEqual([
    'out value closed',
    'out.b value closed',
    'out.b.x value closed',
    'failed failed closed',
    'failed.message failed',
  ]))

it('shows the undivided result only where a wire takes it', () =>
  expect(outputs(node({}, wit('result<u8, u8>')), ['n.result'])).toContain('result value closed'))

it('keeps a port that a wire leaves though the node does not have it', () =>
  expect(outputs(node({}, null), ['n.out.x'])).toEqual(['done signal', 'failed failed', 'out.x missing']))

it('opens a trigger until the first wire leaves it', () => {
  const trigger = node({}, wit('record { a: u8 }'), true)
  expect(outputs(trigger)).toEqual(['out value open', 'out.a value', 'failed failed'])
  expect(outputs(trigger, ['n.out'])).toEqual(['out value closed', 'failed failed'])
})

it('shows what each input is bound to, and the parts of one that is put together', () => {
  const document: Node = {
    core: 'x',
    in: { a: { value: 5 }, b: { record: { c: { from: 'm.out' }, d: { config: 'key' } } } },
  }
  const rows = inputRows(
    node({ a: wit('u8'), b: { kind: 'any' }, e: wit('option<u8>') }, null),
    document,
    [],
    choices(),
  )
  expect(rows.map(({ handle, bound, required }) => [handle, bound.kind, required])).toEqual([
    ['>a', 'value', true],
    ['>b', 'parts', true],
    ['>b.c', 'wired', false],
    ['>b.d', 'config', false],
    ['>e', 'unbound', false],
  ])
})
