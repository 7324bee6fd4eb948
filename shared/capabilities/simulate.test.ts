import { expect, it } from 'vitest'
import type { SampleAnswer, SampleAsk } from '../directive/sample-answer.ts'
import type { Ask } from './ask.ts'
import { createSimulation, type SimulatedNode } from './simulate.ts'

const text = (bytes: Uint8Array) => new TextDecoder('utf-8').decode(bytes)

const get = (url: string): Ask => ({
  capability: 'wasi:http/outgoing-handler', op: 'send', method: 'GET', url, headers: [], body: new Uint8Array(),
  timeouts: { connectMs: null, firstByteMs: null, betweenBytesMs: null },
})
const select = (...ids: readonly number[]): Ask => ({
  capability: 'fermyon:spin/sqlite', op: 'execute', database: 'default', statement: 'select * from customers where id = ?',
  parameters: ids.map((id) => ({ tag: 'integer', val: BigInt(id) })),
})
const increment = (store = 'default'): Ask => ({ capability: 'wasi:keyvalue/store', store, op: 'increment', key: 'n', delta: '1', signed: true })

const at = { flow: 'main', node: 'n' }
const httpTyped = (answer: unknown): SampleAnswer =>
  ({ ...at, ask: { capability: 'wasi:http/outgoing-handler', op: 'send', method: 'GET', url: 'https://a.example/x' }, answer }) as SampleAnswer
const sqliteTyped = (answer: unknown, parameters?: readonly number[]): SampleAnswer => ({
  ...at,
  ask: { capability: 'fermyon:spin/sqlite', op: 'execute', database: 'default', statement: 'select * from customers where id = ?', ...(parameters !== undefined && { parameters }) },
  answer,
}) as SampleAnswer
const nobody = () => {}
const by = (more: Partial<SimulatedNode> = {}): SimulatedNode => ({ ...at, settings: {}, answers: [], ...more })

it.each([
  [{ status: 201, body: { json: { a: 1 } } }, { status: 201, headers: [['content-type', 'application/json']], body: '{"a":1}' }],
  [{ status: 200, body: { text: 'hi' } }, { status: 200, headers: [['content-type', 'text/plain; charset=utf-8']], body: 'hi' }],
  [{ status: 204, headers: { 'Content-Type': 'x/y' } }, { status: 204, headers: [['Content-Type', 'x/y']], body: '' }],
])('answers a request with %o as typed in', (typed, given) => {
  const answer = createSimulation(nobody)(get('https://a.example/x'), by({ answers: [httpTyped(typed)] }))
  const { status, headers, body } = (answer as { value: { status: number; headers: [string, Uint8Array][]; body: Uint8Array } }).value
  expect({ status, headers: headers.map(([name, value]) => [name, text(value)]), body: text(body) }).toEqual(given)
})

it('fails a request as typed in', () =>
  expect(createSimulation(nobody)(get('https://a.example/x'), by({ answers: [httpTyped({ error: 'connection-refused' })] })))
    .toEqual({ ok: true, value: { error: 'connection-refused', message: 'as typed in' } }))

it('answers a statement with rows of every kind of value', () => {
  const row = { id: 1, name: 'Ada', share: 0.5, none: null, yes: true, bytes: { base64: 'AQI=' }, list: [1] }
  expect(createSimulation(nobody)(select(1), by({ answers: [sqliteTyped({ rows: [row, { id: 2 }] })] }))).toEqual({
    ok: true,
    value: {
      columns: ['id', 'name', 'share', 'none', 'yes', 'bytes', 'list'],
      rows: [
        [
          { tag: 'integer', val: 1n }, { tag: 'text', val: 'Ada' }, { tag: 'real', val: 0.5 }, { tag: 'null' },
          { tag: 'integer', val: 1n }, { tag: 'blob', val: Uint8Array.of(1, 2) }, { tag: 'text', val: '[1]' },
        ],
        [{ tag: 'integer', val: 2n }, ...Array.from({ length: 6 }, () => ({ tag: 'null' }))],
      ],
    },
  })
})

it('takes what was typed in for these very parameters before what is for any', () => {
  const answers = [sqliteTyped({ error: 'any' }), sqliteTyped({ error: 'one' }, [1])]
  const ask = createSimulation(nobody)
  expect([1, 2].map((id) => (ask(select(id), by({ answers })) as { message: string }).message)).toEqual(['one', 'any'])
})

it('says what nothing was typed in for, and refuses it', () => {
  const heard: SampleAsk[] = []
  const elsewhere = { ...httpTyped({ status: 200 }), node: 'other' } as SampleAnswer
  const answer = createSimulation((ask) => heard.push(ask))(get('https://a.example/x'), by({ answers: [elsewhere] }))
  expect(answer).toEqual({
    ok: false, kind: 'refused', reason: 'no-value',
    message: 'GET https://a.example/x touches nothing outside in previews: type in what it shall answer.',
  })
  expect(heard).toEqual([httpTyped({}).ask])
})

it.each<[string, Ask, object, string]>([
  ['a host', get('https://b.example:8443/'), { allow: [{ host: 'a.example' }] }, 'GET https://b.example:8443 is not among the hosts that the grant allows.'],
  ['a store', increment('other'), {}, 'The node n is not granted the store other.'],
  ['writing', increment(), { readOnly: true }, 'The node n may only read from its stores.'],
  ['a database', select(1), { databases: ['archive'] }, 'The node n is not granted the database default.'],
])('refuses %s as a deployment does', (_, ask, settings, message) =>
  expect(createSimulation(nobody)(ask, by({ settings }))).toEqual({ ok: false, kind: 'refused', reason: 'no-grant', message }))

it('keeps the stores of nodes apart that are not shared', () => {
  const ask = createSimulation(nobody)
  const count = (node: string, settings: object) => (ask(increment(), by({ node, settings })) as { value: string }).value
  expect([count('a', {}), count('b', {}), count('a', { scope: 'node' }), count('b', { scope: 'node' })]).toEqual(['1', '2', '1', '1'])
})
