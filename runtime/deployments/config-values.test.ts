import { expect, it } from 'vitest'
import type { Json } from '../../shared/json/json.ts'
import { configValues, withConfigValues } from './config-values.ts'

const directiveOf = (config: Record<string, { type: string; default?: Json; secret?: boolean }>) =>
  ({ directive: 1, name: 'a', packages: {}, flows: {}, config }) as const

it.each<[string, string, Json]>([
  ['string', '20', '20'],
  ['string', '', ''],
  ['markdown', '# Hi', '# Hi'],
  ['u32', '20', 20],
  ['u64', '18446744073709551615', '18446744073709551615'],
  ['bool', 'true', true],
  ['enum { small, large }', 'large', 'large'],
  ['json', '{"a": [1]}', { a: [1] }],
  ['list<string>', '["a", "b"]', ['a', 'b']],
  ['list<u8>', 'AQI=', 'AQI='],
  ['option<string>', 'a', 'a'],
  ['option<u8>', '', null],
  ['option<json>', 'null', { some: null }],
  ['record { from: string, port: u16 }', '{"from": "a", "port": 25}', { from: 'a', port: 25 }],
])('a variable of type %s is given as %s', (type, text, json) =>
  expect(withConfigValues(directiveOf({ v: { type } }), () => text)).toEqual({
    directive: directiveOf({ v: { type, default: json } }), problems: [],
  }))

it.each([
  ['u8', '300', 'The value given for the variable v does not fit: expected u8 (0 to 255), found 300. Give whole number, 0 to 255.'],
  ['u8', 'many', 'The value given for the variable v does not fit: it is no JSON. Give whole number, 0 to 255.'],
  ['enum { small }', 'big', 'The value given for the variable v does not fit: expected a case (small), found "big". Give one of small.'],
])('a variable of type %s is not given as %s', (type, text, line) =>
  expect(withConfigValues(directiveOf({ v: { type } }), () => text).problems).toMatchObject([
    { code: 'bad-value', place: { pointer: '/config/v' }, message: line.slice(0, line.indexOf('. ') + 1), mend: line.slice(line.indexOf('. ') + 2) },
  ]))

it('keeps defaults where nothing is given, and says which variables have no value at all', () => {
  const directive = directiveOf({ a: { type: 'u8', default: 1 }, 'b-c': { type: 'u8' }, bad: { type: 'u9', default: 1 } })
  expect(withConfigValues(directive, () => undefined)).toMatchObject({
    directive,
    problems: [{
      code: 'no-config-value', place: { pointer: '/config/b-c' }, message: 'The variable b-c has no value.',
      mend: 'Give it a default, or start the runtime with --config b-c=… or RUNNEL_CONFIG_B_C.',
    }],
  })
})

it('keeps secrets out of what a runner gets', () => {
  const directive = directiveOf({ key: { type: 'string', secret: true } })
  expect(withConfigValues(directive, () => 'hush')).toEqual({ directive, problems: [] })
})

it('takes what stands on the command line before what stands in the environment', () => {
  const values = configValues(new Map([['a', '1']]), { RUNNEL_CONFIG_A: '2', RUNNEL_CONFIG_B_C: '3' })
  expect(['a', 'b-c', 'd'].map(values)).toEqual(['1', '3', undefined])
})
