import { expect, it } from 'vitest'
import type { SampleAnswer, SampleAsk } from '../../shared/directive/sample-answer.ts'
import { answersOf, distinctAsks, firstAnswer, forAnyParameters, withAnswer } from './answer-list.ts'
import { rowsFlaw, rowsOf, rowsText } from './rows-text.ts'

const at = { flow: 'main', node: 'n' }
const HTTP: SampleAsk = { capability: 'wasi:http/outgoing-handler', op: 'send', method: 'GET', url: 'https://a.example/' }
const READ: SampleAsk = { capability: 'fermyon:spin/sqlite', op: 'execute', database: 'default', statement: 'SELECT 1', parameters: [1] }

it('begins with an empty answer of the kind that was asked for', () =>
  expect([firstAnswer(at, HTTP).answer, firstAnswer(at, READ).answer]).toEqual([{ status: 200, body: { json: {} } }, { rows: [] }]))

it('keeps one answer of an ask, also where it is for any parameters', () => {
  const one = withAnswer([], firstAnswer(at, READ))
  expect(withAnswer(one, firstAnswer(at, READ))).toBe(one)
  const any: readonly SampleAnswer[] = [forAnyParameters(firstAnswer(at, READ))]
  expect(any.map(({ ask }) => ask)).toEqual([{ capability: READ.capability, op: READ.op, database: 'default', statement: 'SELECT 1' }])
  expect(withAnswer(any, firstAnswer(at, READ))).toBe(any)
})

it('knows the answers of a node among those of the sample by their positions', () => {
  const all = [firstAnswer({ ...at, node: 'other' }, HTTP), firstAnswer(at, HTTP), firstAnswer({ ...at, flow: 'inner' }, HTTP)]
  expect(answersOf(all, at)).toEqual([[1, all[1]]])
})

it('tells each ask once', () => expect(distinctAsks([HTTP, READ, { ...HTTP }])).toEqual([HTTP, READ]))

it.each([
  ['[]', null],
  ['[{ "a": 1 }]', null],
  ['[1]', 'Each row is an object with a member for each column.'],
  ['[[]]', 'Each row is an object with a member for each column.'],
  ['{}', 'Rows are a list: [{ "name": "Ada" }].'],
  ['[{', 'Type JSON: a list with an object for each row.'],
])('says of the rows %j: %j', (text, flaw) => expect(rowsFlaw(text)).toBe(flaw))

it('prints rows a line each, and reads them again', () => {
  const rows = [{ name: 'Ada', n: 1 }, { name: 'Bob', n: null }]
  expect(rowsText(rows)).toBe('[\n  {"name":"Ada","n":1},\n  {"name":"Bob","n":null}\n]')
  expect(rowsOf(rowsText(rows))).toEqual(rows)
})
