import { expect, it } from 'vitest'
import { Rule } from '../../../shared/nodes/rules.ts'
import { parseType } from '../../../shared/wit/parse.ts'
import type { PortType } from '../../../shared/wit/types.ts'
import { CONDITIONS, conditionsFor, newRule, withCondition } from './conditions.ts'
import { looseKind, printLoose, readLoose } from './loose-value.ts'
import { moved } from './move-row.ts'

const portType = (text: string): PortType => (text === 'T' ? { kind: 'var', name: 'T' } : parseType(text))
const rule = (when: string, more: object = {}) => ({ name: 'a', when, ...more })

it('has every condition that a rule may have', () =>
  expect(CONDITIONS.map(({ when }) => when)).toEqual(Rule.options.map(({ shape }) => [...shape.when.values][0])))

it.each([
  ['u8', ['equals', 'not-equals', 'less', 'at-most', 'more', 'at-least', 'between']],
  ['bool', ['equals', 'not-equals', 'is-true', 'is-false']],
  ['list<string>', ['equals', 'not-equals', 'is-empty']],
  ['T', CONDITIONS.map(({ when }) => when)],
  ['json', CONDITIONS.map(({ when }) => when)],
])('asks of %s what makes sense', (type, conditions) =>
  expect(conditionsFor(portType(type), 'equals').map(({ when }) => when)).toEqual(conditions))

it('keeps a condition that is set, whatever the type', () =>
  expect(conditionsFor(portType('bool'), 'matches').map(({ when }) => when)).toContain('matches'))

it.each([
  [rule('equals', { to: 5 }), 'less', 'u8', rule('less', { than: 5 })],
  [rule('equals', { to: [5] }), 'less', 'json', rule('less', { than: 0 })],
  [rule('less', { than: 5 }), 'between', 'u8', rule('between', { from: 5, to: 5 })],
  [rule('between', { from: 1, to: 5 }), 'at-least', 'u8', rule('at-least', { than: 5 })],
  [rule('equals', { to: 'x', member: 'b.c' }), 'contains', 'json', rule('contains', { text: 'x', member: 'b.c' })],
  [rule('equals', { to: 5 }), 'contains', 'json', rule('contains', { text: '' })],
  [rule('is-null'), 'matches', 'string', rule('matches', { pattern: '*' })],
  [rule('is-null'), 'less', 'string', rule('less', { than: '' })],
  [rule('is-true'), 'equals', 'bool', rule('equals', { to: false })],
  [rule('equals', { to: 5 }), 'is-null', 'json', rule('is-null')],
])('%j becomes one with %s of %s: %j', (before, when, type, after) => {
  expect(withCondition(before, when, portType(type))).toEqual(after)
  expect(Rule.safeParse(after).success).toBe(true)
})

it('gives a new rule a port of its own', () =>
  expect([newRule([], portType('T')), newRule(['match', 'match2'], portType('u8'))]).toEqual([
    { name: 'match', when: 'equals', to: '' }, { name: 'match3', when: 'equals', to: 0 },
  ]))

it.each([
  ['abc', 'abc', 'text'],
  ['', '', 'text'],
  ['12', 12, 'number'],
  ['"12"', '12', 'text'],
  ['true', true, 'yes or no'],
  ['null', null, 'null'],
  ['{"a":1}', { a: 1 }, 'object'],
  ['[1]', [1], 'list'],
])('%s is read as %j, which is %s, and written so again', (text, json, kind) => {
  expect(readLoose(text)).toEqual(json)
  expect([printLoose(json), looseKind(json)]).toEqual([text, kind])
})

it.each([
  [0, 2, ['b', 'c', 'a']],
  [2, 0, ['c', 'a', 'b']],
  [1, 1, ['a', 'b', 'c']],
])('the item at %i goes to %i', (from, to, order) => expect(moved(['a', 'b', 'c'], from, to)).toEqual(order))
