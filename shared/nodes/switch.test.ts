import { expect, it } from 'vitest'
import type { Json } from '../json/json.ts'
import { called } from './core-call.test-support.ts'

/** Whether one rule holds for a value of a type. */
function holds(rule: Readonly<Record<string, Json>>, type: string, value: unknown): boolean {
  const outcome = called('switch', [value], { rules: [{ name: 'yes', ...rule }], otherwise: 'no' }, { T: type })
  return 'ok' in outcome && outcome.ok && (outcome.value as { readonly tag: string }).tag === 'yes'
}

it.each<[Readonly<Record<string, Json>>, string, unknown, boolean]>([
  [{ when: 'equals', to: 5 }, 'u8', 5, true],
  [{ when: 'equals', to: 5 }, 'json', '5.0', true],
  [{ when: 'equals', to: '5' }, 'json', '5', false],
  [{ when: 'equals', to: '9007199254740993' }, 's64', 9007199254740993n, true],
  [{ when: 'equals', to: '9007199254740993' }, 's64', 9007199254740992n, false],
  [{ when: 'equals', to: { b: [1], a: null } }, 'json', '{"a": null, "b": [1]}', true],
  [{ when: 'equals', to: 'red' }, 'enum { red, green }', 'red', true],
  [{ when: 'equals', to: { name: 'Ada' } }, 'record { name: string }', { name: 'Ada' }, true],
  [{ when: 'equals', to: null }, 'option<u8>', undefined, true],
  [{ when: 'not-equals', to: 5 }, 'u8', 6, true],
  [{ when: 'not-equals', to: 5 }, 'json', '"5"', true],
  [{ when: 'less', than: 10 }, 'f64', 9.5, true],
  [{ when: 'less', than: 10 }, 'f64', 10, false],
  [{ when: 'less', than: 10 }, 'f64', Number.NaN, false],
  [{ when: 'less', than: '2027-01-01' }, 'string', '2026-11-21', true],
  [{ when: 'less', than: 10 }, 'string', '9', false],
  [{ when: 'at-most', than: 10 }, 'u64', 10n, true],
  [{ when: 'more', than: 10 }, 'timestamp', 11n, true],
  [{ when: 'at-least', than: 10 }, 'json', '10', true],
  [{ when: 'at-least', than: 10 }, 'json', 'null', false],
  [{ when: 'between', from: 1, to: 3 }, 'u8', 3, true],
  [{ when: 'between', from: 1, to: 3 }, 'u8', 4, false],
  [{ when: 'contains', text: 'b' }, 'string', 'abc', true],
  [{ when: 'contains', text: 'B' }, 'string', 'abc', false],
  [{ when: 'contains', text: '1' }, 'u8', 1, false],
  [{ when: 'starts-with', text: 'ab' }, 'json', '"abc"', true],
  [{ when: 'ends-with', text: 'bc' }, 'url', 'abc', true],
  [{ when: 'matches', pattern: '*.pdf' }, 'string', 'a.pdf', true],
  [{ when: 'is-true' }, 'bool', true, true],
  [{ when: 'is-true' }, 'string', 'true', false],
  [{ when: 'is-false' }, 'json', 'false', true],
  [{ when: 'is-empty' }, 'list<u8>', new Uint8Array(), true],
  [{ when: 'is-empty' }, 'json', '{}', true],
  [{ when: 'is-empty' }, 'option<string>', undefined, true],
  [{ when: 'is-empty' }, 'u8', 0, false],
  [{ when: 'is-null' }, 'json', ' null ', true],
  [{ when: 'is-null' }, 'json', '""', false],
  [{ when: 'is-text' }, 'json', '"5"', true],
  [{ when: 'is-text' }, 'json', '5', false],
  [{ when: 'is-number' }, 'u64', 2n ** 63n, true],
  [{ when: 'is-list' }, 'list<string>', [], true],
  [{ when: 'is-list' }, 'json', '{}', false],
  [{ when: 'is-object' }, 'record { a: u8 }', { a: 1 }, true],
  [{ when: 'is-object' }, 'json', '[]', false],
  [{ when: 'more', member: 'order.total', than: 10 }, 'json', '{"order": {"total": 11}}', true],
  [{ when: 'more', member: 'total', than: '9007199254740992' }, 'record { total: u64 }', { total: 9007199254740993n }, true],
  [{ when: 'is-null', member: 'order.total' }, 'json', '{"order": 5}', true],
  [{ when: 'equals', member: '0', to: 'a' }, 'list<string>', ['a'], true],
  [{ when: 'is-null', member: 'nothing' }, 'u8', 5, true],
  [{ when: 'equals', member: 'some-name', to: 1 }, 'record { some-name: u8 }', { someName: 1 }, true],
  [{ when: 'equals', member: '"odd name"', to: 1 }, 'json', '{"odd name": 1}', true],
])('the rule %j for the %s %o: %s', (rule, type, value, expected) => expect(holds(rule, type, value)).toBe(expected))

it('the first rule that holds decides, and rules may share a port', () => {
  const rules = [{ name: 'weekend', when: 'equals', to: 'sat' }, { name: 'weekend', when: 'equals', to: 'sun' }, { name: 'day', when: 'is-text' }]
  const sorted = (day: string) => called('switch', [day], { rules }, { T: 'string' })
  expect(['sat', 'sun', 'mon'].map(sorted)).toEqual([
    { ok: true, value: { tag: 'weekend', val: 'sat' } }, { ok: true, value: { tag: 'weekend', val: 'sun' } }, { ok: true, value: { tag: 'day', val: 'mon' } },
  ])
})

it('no case without a rule that holds', () =>
  expect(called('switch', [5], { rules: [{ name: 'text', when: 'is-text' }] }, { T: 'u8' })).toEqual({ ok: true, value: undefined }))
