import { expect, it } from 'vitest'
import { readRows, type Row, rowsOf, withBlankRow } from './rows.ts'

it.each([
  { json: undefined, rows: [] },
  { json: {}, rows: [] },
  { json: [1, 2], rows: [] },
  { json: { a: '1', b: '' }, rows: [['a', '1'], ['b', '']] },
  { json: { n: 1, o: { x: [true] }, z: null }, rows: [['n', '1'], ['o', '{"x":[true]}'], ['z', 'null']] },
])('$json stands as the lines $rows', ({ json, rows }) => expect(rowsOf(json)).toEqual(rows))

it.each<{ kind: 'header' | 'field'; rows: Row[]; reading: object }>([
  { kind: 'field', rows: [], reading: { ok: true, members: {} } },
  { kind: 'field', rows: [['a', '1'], ['', ''], ['b', '']], reading: { ok: true, members: { a: '1', b: '' } } },
  { kind: 'field', rows: [['a', '1'], ['', 'x']], reading: { ok: false, row: 1, message: 'A name is missing.' } },
  { kind: 'field', rows: [['a', '1'], ['a', '2']], reading: { ok: false, row: 1, message: '“a” stands twice.' } },
  { kind: 'field', rows: [['a', '1'], ['A', '2']], reading: { ok: true, members: { a: '1', A: '2' } } },
  { kind: 'header', rows: [['Accept', 'x'], ['accept', 'y']], reading: { ok: false, row: 1, message: '“accept” stands twice.' } },
  { kind: 'header', rows: [['x y', '']], reading: { ok: false, row: 0, message: '“x y” is no name of a header.' } },
])('$kind lines $rows read as $reading', ({ kind, rows, reading }) => expect(readRows(rows, kind)).toEqual(reading))

it('what an object of strings says comes back from its lines', () => {
  const members = { 'a b': 'ü', '': '' }
  expect(readRows(rowsOf({ 'a b': 'ü' }), 'field')).toEqual({ ok: true, members: { 'a b': 'ü' } })
  expect(rowsOf(members)).toEqual([['a b', 'ü'], ['', '']])
})

it.each<{ rows: Row[]; after: Row[] }>([
  { rows: [], after: [['', '']] },
  { rows: [['a', '']], after: [['a', ''], ['', '']] },
  { rows: [['a', ''], ['', '']], after: [['a', ''], ['', '']] },
  { rows: [['', 'x']], after: [['', 'x'], ['', '']] },
])('$rows end with one empty line', ({ rows, after }) => expect(withBlankRow(rows)).toEqual(after))
