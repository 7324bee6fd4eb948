import { describe, expect, it } from 'vitest'
import type { Binding, Node } from '../directive/schema.ts'
import { printType } from '../wit/print.ts'
import { resolved } from './directive.test-support.ts'
import type { ResolvedNode } from './types.ts'
import { canConnect, wiresFrom } from './wire-check.ts'

const RULES = { rules: [{ name: 'small', when: 'less', than: 10 }], otherwise: 'big' }
const CONFIG = { size: { type: 'u16', default: 3 }, greeting: { type: 'option<string>', default: 'hi' } }

/** Sources of many types, and one node `n`. */
const SOURCES: Readonly<Record<string, Node>> = {
  start: { trigger: 'manual' },
  text: { use: 'lib#upper', in: { text: { value: 'a' } } },
  number: { use: 'lib#add', in: { a: { value: 1 }, b: { value: 2 } } },
  found: { use: 'lib#find', in: { text: { value: 'a' } } },
  order: { use: 'lib#later' },
  done: { use: 'lib#save', in: { order: { value: { id: 1, note: null, lines: [] } } } },
  sorted: { use: 'lib#compare', in: { a: { value: 1 } } },
}

function gate(value: Binding): Readonly<Record<string, Node>> {
  return { ...SOURCES, n: { core: 'gate', in: { value, open: { value: true } } } }
}

function typesOf(nodes: Readonly<Record<string, Node>>, node = 'n'): string {
  const { inputs, outputs } = nodeOf(nodes, node)
  const ports = [...outputs].filter(([port]) => port !== 'failed').map(([port, type]) => `${port}: ${printType(type)}`)
  return `${inputs.map(({ name, type }) => `${name}: ${printType(type)}`).join(', ')} → ${ports.join(', ')}`
}

function nodeOf(nodes: Readonly<Record<string, Node>>, node: string): ResolvedNode {
  return resolved(nodes, { config: CONFIG }).flows.get('main')!.nodes.get(node)!
}

function problemsOf(nodes: Readonly<Record<string, Node>>): readonly string[] {
  return resolved(nodes, { config: CONFIG }).problems.filter(({ severity }) => severity === 'error')
    .map(({ place, message }) => `${place.node}: ${message}`)
}

it.each<[string, Binding, string]>([
  ['a wire', { from: 'text.out' }, 'string'],
  ['a member of a wire', { from: 'order.out.inner' }, 'record { name: string }'],
  ['a case', { from: 'sorted.out.below' }, 's32'],
  ['a signal', { from: 'done.done' }, 'json'],
  ['an undivided option', { from: 'found.result' }, 'option<u32>'],
  ['equal types that merge', { from: ['text.out', 'loud.out'] }, 'string'],
  ['types of which one takes all', { from: ['sorted.out.below', 'found.result.some', 'number.out'] }, 's32'],
  ['types that only json takes', { from: ['text.out', 'number.out'] }, 'json'],
  ['a value', { value: 5 }, 'json'],
  ['a variable', { config: 'size' }, 'u16'],
  ['a record', { record: { name: { from: 'text.out' }, size: { config: 'size' }, fixed: { value: 1 } } }, 'record { name: string, size: u16, fixed: json }'],
  ['a list', { list: [{ from: 'text.out' }, { from: 'order.out.inner.name' }] }, 'list<string>'],
  ['a list of many types', { list: [{ from: 'text.out' }, { from: 'number.out' }] }, 'tuple<string, s32>'],
])('what is bound gives a variable its type: %s', (_, value, type) => {
  const nodes = { ...gate(value), loud: { use: 'lib#upper', in: { text: { value: 'b' } } } }
  const input = nodeOf(nodes, 'n').inputs[0]!
  expect(printType(input.type)).toBe(type)
})

it('carries the type to everything that mentions the variable', () => {
  expect(typesOf(gate({ from: 'text.out' }))).toBe('value: string, open: bool → out: string, none: unit, result: option<string>')
  expect(typesOf({ ...SOURCES, n: { core: 'switch', with: RULES, in: { value: { from: 'number.out' } } } }))
    .toBe('value: s32 → out: variant { small(s32), big(s32) }, out.small: s32, out.big: s32')
})

it('takes a variant apart that becomes known', () =>
  expect([...nodeOf(gate({ from: 'sorted.out' }), 'n').outputs.keys()])
    .toEqual(['out', 'out.below', 'out.same', 'out.above', 'none', 'result', 'failed']))

it('goes on through one node after another, in whatever order they stand', () => {
  const nodes: Record<string, Node> = {
    c: { core: 'gate', in: { value: { from: 'b.out.small' }, open: { value: true } } },
    b: { core: 'switch', with: RULES, in: { value: { from: 'a.out' } } },
    a: { core: 'gate', in: { value: { from: 'number.out' }, open: { value: true } } },
    ...SOURCES,
  }
  expect(typesOf(nodes, 'c')).toBe('value: s32, open: bool → out: s32, none: unit, result: option<s32>')
  expect(problemsOf(nodes)).toEqual([])
})

it('a wire from a loop says nothing until its type is known from outside', () => {
  const nodes: Record<string, Node> = {
    ...SOURCES,
    n: { core: 'gate', in: { value: { from: ['text.out', 'again.out.small'] }, open: { value: true } } },
    again: { core: 'switch', with: RULES, in: { value: { from: 'n.out' } } },
  }
  expect(typesOf(nodes, 'again')).toBe('value: string → out: variant { small(string), big(string) }, out.small: string, out.big: string')
  expect(problemsOf(nodes)).toEqual([])
})

it('a type that grows with every turn is a problem, not a search without an end', () => {
  const nodes: Record<string, Node> = {
    ...SOURCES,
    n: { core: 'gate', in: { value: { from: ['number.out', 'again.result'] }, open: { value: true } } },
    again: { core: 'gate', in: { value: { from: 'n.out' }, open: { value: true } } },
  }
  expect(problemsOf(nodes)).toEqual([
    'n: What is bound to value has no type: its type would grow with every turn of the loop.',
  ])
})

it('each asks for a list of the variable', () => {
  const nodes: Record<string, Node> = {
    ...SOURCES,
    lines: { core: 'append', in: { item: { from: 'text.out' } } },
    n: { core: 'switch', with: RULES, in: { value: { from: 'lines.out' } }, each: { over: 'value' } },
  }
  expect(typesOf(nodes)).toBe('value: list<string> → out: list<variant { small(string), big(string) }>')
})

describe('a variable that nothing is bound to', () => {
  const nodes: Record<string, Node> = {
    ...SOURCES,
    n: { core: 'gate' },
    loud: { use: 'lib#upper', in: { text: { from: 'n.out' } } },
    member: { use: 'lib#upper', in: { text: { from: 'n.out.name.first' } } },
  }

  it('stays, and wires from it are no problem of their own', () => {
    expect(typesOf(nodes)).toBe('value: T, open: bool → out: T, none: unit, result: option<T>')
    expect(problemsOf(nodes)).toEqual(['n: value has no value.', 'n: open has no value.'])
  })
})

describe('a wire that is drawn to an input of a variable type', () => {
  const nodes: Record<string, Node> = {
    ...gate({ from: 'text.out' }),
    listed: { core: 'append', in: { item: { from: 'text.out' } } },
    open: { core: 'gate' },
  }
  const RESOLVED = resolved(nodes)

  it.each([
    ['text.out', 'n', 'value', 'same'],
    ['number.out', 'n', 'value', 'same'],
    ['found.result', 'n', 'value', 'same'],
    ['done.done', 'n', 'value', 'widens'],
    ['number.out', 'n', 'value.some.member', 'widens'],
    ['open.out', 'n', 'value', 'same'],
    ['text.out', 'n', 'open', 'refused: string does not go into bool.'],
    ['number.out', 'listed', 'item', 'same'],
    ['text.out', 'listed', 'list', 'refused: string does not go into option<list<string>>.'],
    ['open.out', 'text', 'text', 'same'],
  ])('from %s to %s.%s: %s', (from, toNode, toInput, said) => {
    const found = canConnect(RESOLVED, { flow: 'main', from, toNode, toInput })
    expect(found.kind === 'refused' ? `refused: ${found.reason}` : found.kind).toBe(said)
  })

  it('joins what is there where it does not replace it', () => {
    const check = wiresFrom(RESOLVED, { flow: 'main', from: 'number.out' })
    expect([check('n', 'value', false), check('n', 'value', true)]).toEqual([{ kind: 'same' }, { kind: 'widens' }])
  })
})

describe('a comment', () => {
  it('has no ports and no problem', () => {
    const nodes: Record<string, Node> = { ...SOURCES, n: { core: 'comment', with: { text: 'To do' } } }
    const { inputs, outputs } = nodeOf(nodes, 'n')
    expect([inputs, [...outputs]]).toEqual([[], []])
    expect(problemsOf(nodes)).toEqual(problemsOf(SOURCES))
  })

  it('waits for nothing', () =>
    expect(problemsOf({ start: { trigger: 'manual' }, n: { core: 'comment', after: ['start.out'] } })).toEqual(['n: A comment is no part of a run.']))

  it('is called for nothing', () =>
    expect(problemsOf({ n: { core: 'comment', retry: { attempts: 2 } } })).toEqual(['n: retry is for nodes that call a function.']))
})
