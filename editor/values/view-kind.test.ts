import { expect, it } from 'vitest'
import type { Json } from '../../shared/json/json.ts'
import { parseType } from '../../shared/wit/parse.ts'
import { summary, viewKind } from './view-kind.ts'

const PNG = 'iVBORw0KGgoAAAANSUhEUg=='

it.each<{ type: string; json: Json; kind: string; line: string }>([
  { type: 'string', json: 'two\n lines', kind: 'text', line: 'two lines' },
  { type: 'string', json: '', kind: 'text', line: 'empty' },
  { type: 'string', json: ' \n', kind: 'text', line: '" \\n"' },
  { type: 'u64', json: '18446744073709551615', kind: 'number', line: '18446744073709551615' },
  { type: 'timestamp', json: 0, kind: 'time', line: '1970-01-01 00:00:00.000 UTC' },
  { type: 'json', json: 'plain', kind: 'text', line: 'plain' },
  { type: 'json', json: { a: 1 }, kind: 'tree', line: '{"a":1}' },
  { type: 'json', json: [{ a: 1 }, { a: 2 }], kind: 'table', line: '2 rows' },
  { type: 'json', json: [{ a: 1 }, { b: 2 }], kind: 'tree', line: '[{"a":1},{"b":2}]' },
  { type: 'list<u8>', json: 'AAEC', kind: 'bytes', line: '3 B' },
  { type: 'list<u8>', json: PNG, kind: 'picture', line: '16 B' },
  { type: 'image', json: PNG, kind: 'picture', line: '16 B' },
  { type: 'option<html>', json: '<p>x', kind: 'html', line: '<p>x' },
  { type: 'option<html>', json: null, kind: 'tree', line: 'null' },
  { type: 'csv', json: 'a,b', kind: 'csv', line: 'a,b' },
  { type: 'record { a: u8 }', json: { a: 1 }, kind: 'tree', line: '{"a":1}' },
])('$json of type $type is shown as $kind', ({ type, json, kind, line }) => {
  expect(viewKind(parseType(type), json)).toBe(kind)
  expect(summary(parseType(type), json)).toBe(line)
})
