import dynamicIconImports from 'lucide-react/dynamicIconImports'
import { expect, it } from 'vitest'
import type { Json } from '../json/json.ts'
import { printType } from '../wit/print.ts'
import type { PortType } from '../wit/types.ts'
import { CATALOGUE, CORES, SINKS, TRIGGERS } from './catalogue.ts'
import { called } from './core-call.test-support.ts'
import type { InputDefinition } from './definition.ts'
import { settingFields } from './settings-form.ts'

it('names each node once', () =>
  expect(CATALOGUE.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'trigger http', 'trigger manual', 'trigger interval', 'trigger inputs', 'trigger failure', 'sink http-reply', 'sink output', 'sink debug',
    'core switch', 'core gate', 'core or-else', 'core collect', 'core delay', 'core throw',
    'core append', 'core concat', 'core zip', 'core merge-objects',
    'core parse-json', 'core print-json', 'core parse-number', 'core to-integer', 'core parse-bool', 'core format',
    'core parse-time', 'core print-time', 'core encode-text', 'core decode-text',
    'core comment',
  ]))

it.each(CATALOGUE)('$name has an icon of lucide and sentences that end', ({ icon, help, label, category }) => {
  expect(Object.keys(dynamicIconImports)).toContain(icon)
  expect(help).toMatch(/^[A-Z].*\.$/)
  expect(label).toMatch(/^[A-Z][^.]*$/)
  expect(['Triggers', 'Replies', 'Control', 'Data', 'Convert', 'Notes']).toContain(category)
})

it.each([
  ['http', { path: '/' }, 'record { method: string, path: string, query: json, headers: json }'],
  ['http', { path: '/hello/:name' }, 'record { method: string, path: string, params: record { name: string }, query: json, headers: json }'],
  ['http', { path: '/', body: 'json' }, 'record { method: string, path: string, query: json, headers: json, body: json }'],
  ['http', { path: '/', body: 'form' }, 'record { method: string, path: string, query: json, headers: json, body: json }'],
  ['http', { path: '/', body: 'text' }, 'record { method: string, path: string, query: json, headers: json, body: string }'],
  ['http', { path: '/', body: 'bytes' }, 'record { method: string, path: string, query: json, headers: json, body: list<u8> }'],
  ['http', { path: '/', body: { wit: 'record { age: u8 }' } }, 'record { method: string, path: string, query: json, headers: json, body: record { age: u8 } }'],
  ['manual', {}, 'json'],
  ['interval', { everyMs: 1000 }, 'timestamp'],
  ['inputs', {}, 'unit'],
  ['inputs', { inputs: { text: 'string', 'keep-it': 'option<u8>' } }, 'record { text: string, keep-it: option<u8> }'],
  ['failure', {}, 'record { kind: string, message: string, node: string, attempt: u32, payload: json }'],
])('the trigger %s with %j gives %s', (name, given, type) => {
  const settled = TRIGGERS.get(name)?.settle(given as Readonly<Record<string, Json>>)
  expect(settled?.ok === true && printType(settled.value.out)).toBe(type)
})

const BUSY = { maxRunning: 1_000, maxWaiting: 1_000, whenFull: 'refuse' }

it.each([
  ['http', { path: '/x' }, { kind: 'http', method: 'GET', path: '/x', body: 'none', bodyType: null, maxBodyBytes: 10_485_760, durable: false, busy: BUSY }],
  ['http', { method: 'PUT', path: '/x', body: 'text', maxBodyBytes: 5 }, { kind: 'http', method: 'PUT', path: '/x', body: 'text', bodyType: { kind: 'string' }, maxBodyBytes: 5, durable: false, busy: BUSY }],
  ['manual', {}, { kind: 'manual', value: null, durable: false, busy: BUSY }],
  ['manual', { durable: true }, { kind: 'manual', value: null, durable: true, busy: BUSY }],
  ['manual', { value: [1] }, { kind: 'manual', value: [1], durable: false, busy: BUSY }],
  ['manual', { maxRunning: 1, maxWaiting: 5, whenFull: 'wait' }, { kind: 'manual', value: null, durable: false, busy: { maxRunning: 1, maxWaiting: 5, whenFull: 'wait' } }],
  ['interval', { everyMs: 100 }, { kind: 'interval', everyMs: 100, durable: false, busy: { ...BUSY, maxWaiting: 1 } }],
])('the trigger %s reads %j', (name, given, settings) => {
  const settled = TRIGGERS.get(name)?.settle(given as Readonly<Record<string, Json>>)
  expect(settled?.ok === true && settled.value.settings).toEqual(settings)
})

it.each([
  ['http', {}, ['path'], 'The setting path is missing. Add it: text.'],
  ['http', { path: 'x' }, ['path'], 'The path "x" does not begin with a slash. Write "/x".'],
  ['http', { path: '/', method: 'get' }, ['method'], 'The setting method is "get", which is none of its values. Did you mean "GET"?'],
  ['http', { path: '/', body: 'xml' }, ['body'], 'The setting body is "xml", which is none of its values. Write "json", "text", "form" or "bytes".'],
  ['http', { path: '/', body: 5 }, ['body'], 'The setting body is 5, which is none of its values. Write "json", "text", "form" or "bytes".'],
  ['http', { path: '/', body: { wat: 'u8' } }, ['body', 'wat'], 'The setting body has the unknown member wat. Did you mean wit?'],
  ['http', { path: '/', body: { wit: 'record { age: u9 }' } }, ['body', 'wit'], "The body's type cannot be read: line 1, column 15: there is no type u9. Write a WIT type such as record { email: string, age: option<u8> }."],
  ['http', { path: '/', maxBodyBytes: 1e9 }, ['maxBodyBytes'], 'The setting maxBodyBytes is too large. It is at most 104857600.'],
  ['http', { path: '/', paht: '/' }, ['paht'], 'The node has the unknown member paht. Did you mean path?'],
  ['interval', {}, ['everyMs'], 'The setting everyMs is missing. Add it: a number.'],
  ['interval', { everyMs: 99 }, ['everyMs'], 'The setting everyMs is too small. It is at least 100.'],
  ['interval', { everyMs: 86_400_001 }, ['everyMs'], 'The setting everyMs is too large. It is at most 86400000.'],
  ['interval', { everyMs: 100, maxWaiting: 2 }, ['maxWaiting'], 'The node has the unknown member maxWaiting. Take it out.'],
  ['http', { path: '/', maxRunning: 0 }, ['maxRunning'], 'The setting maxRunning is too small. It is at least 1.'],
  ['manual', { whenFull: 'queue' }, ['whenFull'], 'The setting whenFull is "queue", which is none of its values. Write "refuse", "wait" or "drop-oldest".'],
  ['inputs', { inputs: { Text: 'string' } }, ['inputs', 'Text'], '"Text" cannot be a name here. An id is a lower-case letter followed by lower-case letters, digits and hyphens.'],
  ['inputs', { inputs: { text: 'strng' } }, ['inputs', 'text'], 'The type of the input text cannot be read: line 1, column 1: there is no type strng. Write a WIT type such as string or list<u32>.'],
  ['inputs', { inputs: { 'a-1': 'u8', a1: 'u8' } }, ['inputs', 'a1'], 'The inputs a-1 and a1 cannot stand beside each other. Rename one of them.'],
  ['manual', { values: 1 }, ['values'], 'The node has the unknown member values. Did you mean value?'],
])('the trigger %s refuses %j', (name, given, path, text) => {
  const settled = TRIGGERS.get(name)?.settle(given as Readonly<Record<string, Json>>)
  expect(settled?.ok === false && settled.flaws.map((flaw) => [flaw.path, `${flaw.message} ${flaw.mend}`])).toEqual([[path, text]])
})

it.each([
  [{}, ['rules'], 'The setting rules is missing. Add it: a list.'],
  [{ rules: [{ name: 'Hot', when: 'is-true' }] }, ['rules', 0, 'name'], 'The setting rules.0.name is "Hot". A name is a lower-case letter followed by lower-case letters, digits and hyphens.'],
  [{ rules: [{ name: 'a', when: 'les', than: 5 }] }, ['rules', 0, 'when'], 'The setting rules.0.when is "les", which is none of its values. Did you mean "less"?'],
  [{ rules: [{ name: 'a' }] }, ['rules', 0, 'when'], 'The setting rules.0.when is missing. Write "equals", "not-equals", "less", "at-most", "more", "at-least", "between", "contains", "starts-with", "ends-with", "matches", "is-true" or 7 more.'],
  [{ rules: [{ name: 'a', when: 'less' }] }, ['rules', 0, 'than'], 'The setting rules.0.than is missing. Add it: a number or text.'],
  [{ rules: [{ name: 'a', when: 'is-true', to: 5 }] }, ['rules', 0, 'to'], 'The setting rules.0 has the unknown member to. Take it out.'],
])('a switch refuses %j', (given, path, text) => {
  const settled = CORES.get('switch')?.settle(given as Readonly<Record<string, Json>>)
  expect(settled?.ok === false && settled.flaws.map((flaw) => [flaw.path, `${flaw.message} ${flaw.mend}`])).toEqual([[path, text]])
})

it.each([
  ['http-reply', ['status?: option<u16>', 'headers?: json', 'body?: any']],
  ['debug', ['value: any']],
  ['output', ['value: T']],
])('the sink %s takes %j', (name, inputs) => expect(SINKS.get(name)?.inputs.map(printInput)).toEqual(inputs))

it.each([
  ['parse-json', ['text: string'], 'result<json, string>'],
  ['print-json', ['value: json'], 'string'],
  ['parse-number', ['text: string'], 'result<f64, string>'],
  ['format', ['value: any'], 'string'],
])('the core node %s takes %j and gives %s', (name, inputs, result) => {
  const settled = CORES.get(name)?.settle({})
  expect(settled?.ok === true && [settled.value.inputs.map(printInput), printType(settled.value.result!)]).toEqual([inputs, result])
})

function printInput({ name, required, type }: InputDefinition): string {
  return `${name}${required ? '' : '?'}: ${printType(type)}`
}

const JSON_TYPE: PortType = { kind: 'known', name: 'json' }
const any = (type: PortType, value: unknown) => ({ type, value })

it.each([
  ['parse-json', ' {"a": 1} ', { tag: 'ok', val: ' {"a": 1} ' }],
  ['parse-json', '{"a": }', { tag: 'err', val: 'line 1, column 7: a value is missing' }],
  ['print-json', '{"a": 12345678901234567890}', '{"a": 12345678901234567890}'],
  ['parse-number', ' 12 ', { tag: 'ok', val: 12 }],
  ['parse-number', '-1.5e3', { tag: 'ok', val: -1500 }],
  ['parse-number', '+.5', { tag: 'ok', val: 0.5 }],
  ['parse-number', '', { tag: 'err', val: 'the text is empty' }],
  ['parse-number', '12 apples', { tag: 'err', val: '"12 apples" is not a number' }],
  ['parse-number', '0x10', { tag: 'err', val: '"0x10" is not a number' }],
  ['parse-number', 'Infinity', { tag: 'err', val: '"Infinity" is not a number' }],
  ['parse-number', '1e999', { tag: 'err', val: '"1e999" is too large for a number' }],
  ['format', any({ kind: 'string' }, '"quoted"'), '"quoted"'],
  ['format', any(JSON_TYPE, '"quoted"'), 'quoted'],
  ['format', any(JSON_TYPE, '{"id":12345678901234567890}'), '{"id":12345678901234567890}'],
  ['format', any({ kind: 'known', name: 'html' }, '<b>'), '<b>'],
  ['format', any({ kind: 'f64' }, 1.5), '1.5'],
  ['format', any({ kind: 'u64' }, 2n ** 60n), '1152921504606846976'],
  ['format', any({ kind: 'bool' }, true), 'true'],
  ['format', any({ kind: 'list', item: { kind: 'u8' } }, new Uint8Array([1, 2])), 'AQI='],
  ['format', any({ kind: 'record', name: null, fields: [{ name: 'a-b', type: { kind: 'u8' } }] }, { aB: 1 }), '{"a-b":1}'],
])('the core node %s makes of %o %o', (name, argument, value) =>
  expect(called(name, [argument])).toEqual({ ok: true, value }))

const SHARED_CONTROLS = [
  ['durable', false, { kind: 'check' }],
  ['maxRunning', false, { kind: 'number', min: 1, max: 100_000 }],
  ['whenFull', false, { kind: 'choice', choices: ['refuse', 'wait', 'drop-oldest'], withType: false, fallback: 'refuse' }],
  ['maxWaiting', false, { kind: 'number', min: 1, max: 100_000 }],
] as const

it.each([
  ['manual', [['value', false, { kind: 'json' }], ...SHARED_CONTROLS]],
  ['interval', [['everyMs', true, { kind: 'number', min: 100, max: 86_400_000 }], ...SHARED_CONTROLS.slice(0, 3)]],
  ['failure', []],
])('tells the form which controls the trigger %s needs', (name, controls) =>
  expect(settingFields(TRIGGERS.get(name)!).map((field) => [field.name, field.required, field.control])).toEqual(controls))

it('keeps what is seldom set under a heading of its own', () =>
  expect(settingFields(TRIGGERS.get('http')!).map(({ name, group }) => [name, group])).toEqual([
    ['method', null], ['path', null], ['body', null], ['maxBodyBytes', null], ['durable', null],
    ['maxRunning', 'When busy'], ['whenFull', 'When busy'], ['maxWaiting', 'When busy'],
  ]))

it('tells the form which controls an http trigger needs', () =>
  expect(settingFields(TRIGGERS.get('http')!).map(({ name, required, control }) => [name, required, control])).toEqual([
    ['method', false, { kind: 'choice', choices: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'], withType: false, fallback: 'GET' }],
    ['path', true, { kind: 'text', example: '/hello/:name' }],
    ['body', false, { kind: 'choice', choices: ['json', 'text', 'form', 'bytes'], withType: true, fallback: null }],
    ['maxBodyBytes', false, { kind: 'number', min: 0, max: 104_857_600 }],
    ...SHARED_CONTROLS,
  ]))

it.each(CATALOGUE.flatMap((definition) => settingFields(definition).map((field) => ({ ...field, node: definition.name }))))(
  'the setting $name of $node says what it is for', ({ title, help }) => expect([title, help]).toEqual([expect.stringMatching(/^[A-Z]/), expect.stringMatching(/\.$/)]))
