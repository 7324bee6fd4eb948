import { expect, it } from 'vitest'
import type { Node } from '../directive/schema.ts'
import { components, DIGEST, directiveOf, LIB } from './directive.test-support.ts'
import { fillBlank, type Filled } from './fill-blank.ts'

const ref = { package: 'test:lib@1.0.0', digest: DIGEST }

/** What comes of filling `a` with a function of `lib`. */
function filled(fn: string, a: Partial<Extract<Node, { blank: unknown }>>, others: Readonly<Record<string, Node>> = {}): Filled | undefined {
  const nodes = { start: { trigger: 'manual' }, a: { blank: { signature: 'func(text: string) -> string' }, ...a }, ...others }
  return fillBlank(directiveOf(nodes), { flow: 'main', node: 'a' }, components)?.({
    alias: 'lib', ref, fn: LIB.functions.find(({ name }) => name === fn)!,
  })
}

it('keeps what the node has, under the names of the function', () => {
  const kept = {
    label: 'Halve', note: 'half of it', after: ['start.out'], retry: { attempts: 3 }, timeout: 50, disabled: true,
  }
  const a = { blank: { signature: 'func(count: s32) -> s32', sample: 4 }, in: { count: { value: [8] } }, each: { over: 'count' }, ...kept }
  expect(filled('half', a)).toEqual({
    kind: 'filled', result: 'converts', renamed: new Map([['count', 'n']]),
    node: { use: 'lib#half', in: { n: { value: [8] } }, each: { over: 'n' }, ...kept },
  })
})

const from = (path: string): Node => ({ use: 'lib#upper', in: { text: { from: path } } })

it.each<[string, string, Node | undefined, string]>([
  ['upper', 'func(text: string) -> string', from('a.out'), 'filled'],
  ['upper', 'func(text: string) -> json', from('a.out'), 'filled'],
  ['find', 'func(text: string) -> string', undefined, 'filled'],
  ['find', 'func(text: string) -> string', from('a.out'), 'The wire from a.out does not fit: u32 does not go into string'],
  ['upper', 'func(text: string) -> result<string, u8>', from('a.out'), 'filled'],
  ['upper', 'func(text: string) -> result<string, u8>', { sink: 'debug', in: { value: { from: 'a.err' } } }, 'The node a has no port err.'],
  ['upper', 'func(text: string) -> result<string, u8>', { sink: 'debug', in: { value: { value: 1 } }, after: ['a.result'] }, 'The node a has no port result.'],
  ['compare', 'func(a: s32) -> variant { below(s32), same }', { use: 'lib#half', in: { n: { from: 'a.out.below' } } }, 'filled'],
  ['compare', 'func(a: s32) -> variant { equal, below(s32) }', { sink: 'debug', in: { value: { value: 1 } }, after: ['a.out.equal'] }, 'a.out has no member equal.'],
  ['sink', 'func(data: list<u8>, any: json)', { sink: 'debug', in: { value: { value: 1 } }, after: ['a.done'] }, 'filled'],
])('%s in the place of %s, with what is wired behind it: %#', (fn, signature, behind, outcome) => {
  const result = filled(fn, { blank: { signature } }, behind === undefined ? {} : { behind })
  if (outcome === 'filled') expect(result).toMatchObject({ kind: 'filled' })
  else expect(result).toEqual({ kind: 'misfit', reason: expect.stringContaining(outcome) })
})

it('looks at what is bound to the node, not only at its signature', () => {
  const json: Node = { use: 'lib#both', in: { pair: { value: ['a', 1] } } }
  const a = (binding: object) => ({ blank: { signature: 'func(order: json)' }, in: { order: binding } }) as Partial<Extract<Node, { blank: unknown }>>
  const save = (binding: object) => filled('save', a(binding), { json })
  expect(save({ from: 'json.out' })).toMatchObject({ kind: 'filled' })
  expect(save({ value: { id: 1, note: null, lines: [] } })).toMatchObject({ kind: 'filled' })
  expect(save({ value: 'no order' })).toMatchObject({ kind: 'misfit', reason: expect.stringContaining('The value of order does not fit') })
  expect(save({ from: 'start.failed' })).toMatchObject({ kind: 'misfit', reason: expect.stringContaining('The wire from start.failed does not fit') })
})

it('does not mind what was wrong before', () => {
  const a = { blank: { signature: 'func(given: string) -> string' }, in: { given: { from: 'gone.out' } } }
  expect(filled('upper', a, { other: from('gone.out') })).toMatchObject({ kind: 'filled', renamed: new Map([['given', 'text']]) })
  expect(filled('upper', { blank: { signature: 'func(given: string) -> string' } })).toMatchObject({ kind: 'filled' })
})

it('is for blank nodes whose signature can be read', () => {
  expect(filled('upper', { blank: { signature: 'func(' } })).toBeUndefined()
  expect(fillBlank(directiveOf({ a: { trigger: 'manual' } }), { flow: 'main', node: 'a' }, components)).toBeNull()
})
