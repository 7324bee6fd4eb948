import { expect, it } from 'vitest'
import { BUILT_IN } from '../library/catalogue.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { choicesFor, type Fit } from './choices.ts'

const JSON_TYPE: PortType = { kind: 'known', name: 'json' }

/** Of what there is built in, as much as these tests need. */
const NAMES = ['manual', 'http-reply', 'debug', 'parse-json', 'print-json', 'parse-number', 'format']
const GROUPS = BUILT_IN.map((group) => ({ ...group, entries: group.entries.filter(({ detail }) => NAMES.includes(detail)) }))

const found = (query: string, fit: Fit | null) =>
  choicesFor(GROUPS, query, fit).map(({ entry, port }) => `${entry.label}${port === null ? '' : ` → ${port}`}`)

it('lists every node without a wire', () =>
  expect(found('', null)).toEqual([...GROUPS.flatMap(({ entries }) => entries.map(({ label }) => label)), 'Blank node']))

it('lists the nodes that a dropped wire fits, with the port it goes to', () =>
  expect(found('', { side: 'input', type: JSON_TYPE })).toEqual([
    'HTTP reply → body',
    'Debug → value',
    'Parse JSON → text',
    'Print JSON → value',
    'Parse number → text',
    'To text → value',
    'Blank node → value',
  ]))

it('lists the nodes that feed an input', () =>
  expect(found('', { side: 'output', type: { kind: 'f64' } })).toEqual([
    'Button → out',
    'Parse JSON → out',
    'Parse number → out',
    'Blank node → out',
  ]))

it('finds by name among those', () =>
  expect(found('parse', { side: 'input', type: JSON_TYPE })).toEqual([
    'Parse JSON → text',
    'Parse number → text',
    'Blank node “parse” → value',
  ]))

const blankOf = (query: string, fit: Fit | null) => {
  const last = choicesFor(GROUPS, query, fit).at(-1)
  return last?.entry.kind.kind === 'blank' ? { ...last.entry.kind, port: last.port } : null
}

it.each<[string, Fit | null, string | null, string, string | null]>([
  ['', null, null, 'func(text: string) -> string', null],
  [' Hide it ', null, 'Hide it', 'func(text: string) -> string', null],
  ['a', { side: 'input', type: { kind: 'u8' } }, 'a', 'func(value: u8) -> string', 'value'],
  ['a', { side: 'output', type: { kind: 'option', some: { kind: 'u8' } } }, 'a', 'func(text: string) -> u8', 'out'],
  ['a', { side: 'output', type: { kind: 'any' } }, 'a', 'func(text: string) -> json', 'out'],
  ['a', { side: 'output', type: { kind: 'result', ok: null, err: null } }, 'a', 'func(text: string) -> result', 'result'],
])('offers a blank node for what is called %j, made for the wire: %j', (query, fit, label, signature, port) =>
  expect(blankOf(query, fit)).toEqual({ kind: 'blank', label, signature, port }))

it('offers no blank node for a wire that no function takes', () =>
  expect(blankOf('a', { side: 'input', type: { kind: 'unit' } })).toBe(null))

it('puts what was made for a type before what takes any', () => {
  const group = BUILT_IN.map((each) => ({ ...each, entries: each.entries.filter(({ detail }) => ['gate', 'parse-json'].includes(detail)) }))
  expect(choicesFor(group, '', { side: 'input', type: { kind: 'string' } }).map(({ entry }) => entry.detail).slice(0, 2)).toEqual(['parse-json', 'gate'])
})
