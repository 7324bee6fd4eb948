import { expect, it } from 'vitest'
import { parseType } from '../wit/parse.ts'
import { replyOf } from './reply.ts'

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1)
const JPEG = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)
const GIF = new TextEncoder().encode('GIF89a..')
const RIFF = new TextEncoder().encode('RIFF....WAVEfmt ')
const WEBP = new TextEncoder().encode('RIFF....WEBPVP8 ')

function answer(type: string, value: unknown) {
  const made = replyOf({ status: undefined, headers: undefined, body: { type: parseType(type), value } })
  return made.ok ? [made.status, Object.fromEntries(made.headers)['content-type'], made.body] : made.message
}

it.each([
  ['json', '{"a": 1}', 'application/json; charset=utf-8', '{"a": 1}'],
  ['html', '<b>', 'text/html; charset=utf-8', '<b>'],
  ['svg', '<svg/>', 'image/svg+xml; charset=utf-8', '<svg/>'],
  ['markdown', '# a', 'text/markdown; charset=utf-8', '# a'],
  ['csv', 'a,b', 'text/csv; charset=utf-8', 'a,b'],
  ['url', 'https://x.y', 'text/plain; charset=utf-8', 'https://x.y'],
  ['string', 'grüße', 'text/plain; charset=utf-8', 'grüße'],
  ['image', PNG, 'image/png', PNG],
  ['image', JPEG, 'image/jpeg', JPEG],
  ['image', GIF, 'image/gif', GIF],
  ['image', WEBP, 'image/webp', WEBP],
  ['image', RIFF, 'application/octet-stream', RIFF],
  ['image', Uint8Array.of(1, 2), 'application/octet-stream', Uint8Array.of(1, 2)],
  ['list<u8>', PNG, 'application/octet-stream', PNG],
  ['timestamp', 5n, 'application/json; charset=utf-8', '5'],
  ['u64', 2n ** 63n, 'application/json; charset=utf-8', '"9223372036854775808"'],
  ['bool', true, 'application/json; charset=utf-8', 'true'],
  ['list<string>', ['a'], 'application/json; charset=utf-8', '["a"]'],
  ['record { e-mail: string, none: option<u8> }', { eMail: 'a' }, 'application/json; charset=utf-8', '{"e-mail":"a","none":null}'],
  ['char', 'x', 'application/json; charset=utf-8', '"x"'],
])('answers %s %o as %s', (type, value, contentType, body) => expect(answer(type, value)).toEqual([200, contentType, body]))

const NOTHING = { status: undefined, headers: undefined, body: undefined }
const TEXT = { type: { kind: 'string' }, value: 'x' } as const

it('answers 200 with nothing when nothing is bound', () =>
  expect(replyOf(NOTHING)).toEqual({ ok: true, status: 200, headers: [], body: '' }))

it.each([
  ['{"X-A": "b", "x-n": 5}', [['content-type', 'text/plain; charset=utf-8'], ['x-a', 'b'], ['x-n', '5']]],
  ['{"set-cookie": ["a=1", "b=2"]}', [['content-type', 'text/plain; charset=utf-8'], ['set-cookie', 'a=1'], ['set-cookie', 'b=2']]],
  ['{"Content-Type": "text/css"}', [['content-type', 'text/css']]],
  ['{"x-empty": "", "x-latin": "é", "x-tab": "a\\tb"}', [['content-type', 'text/plain; charset=utf-8'], ['x-empty', ''], ['x-latin', 'é'], ['x-tab', 'a\tb']]],
  ['null', [['content-type', 'text/plain; charset=utf-8']]],
])('sends the headers %s', (headers, sent) =>
  expect(replyOf({ status: 201, headers, body: TEXT })).toEqual({ ok: true, status: 201, headers: sent, body: 'x' }))

it.each([
  [undefined, '[]', 'The headers are not an object of strings.'],
  [undefined, '"x"', 'The headers are not an object of strings.'],
  [undefined, '{"x": null}', 'The header x is not a string.'],
  [undefined, '{"x": {}}', 'The header x is not a string.'],
  [undefined, '{"": "a"}', '"" is no name of a header.'],
  [undefined, '{"a b": "a"}', '"a b" is no name of a header.'],
  [undefined, '{"a\\r\\nb": "a"}', '"a\\r\\nb" is no name of a header.'],
  [undefined, '{"x": "a\\r\\nset-cookie: b=1"}', 'The header x holds a line break or another character that no header may hold.'],
  [undefined, '{"x": "a\\u0000"}', 'The header x holds a line break or another character that no header may hold.'],
  [undefined, '{"x": " a"}', 'The header x holds a line break or another character that no header may hold.'],
  [undefined, '{"x": "€"}', 'The header x holds a line break or another character that no header may hold.'],
  [undefined, '{"Transfer-Encoding": "chunked"}', 'The header transfer-encoding is set by the server alone.'],
  [undefined, '{"connection": "close"}', 'The header connection is set by the server alone.'],
  [undefined, '{"content-length": "5"}', 'The header content-length is set by the server alone.'],
  [99, undefined, '99 is no status of a reply: it is between 200 and 599.'],
  [101, undefined, '101 is no status of a reply: it is between 200 and 599.'],
  [600, undefined, '600 is no status of a reply: it is between 200 and 599.'],
  [204, undefined, 'A reply with the status 204 has no body.'],
  [304, undefined, 'A reply with the status 304 has no body.'],
])('refuses the status %s with the headers %s', (status, headers, message) =>
  expect(replyOf({ status, headers, body: TEXT })).toEqual({ ok: false, message }))

it('answers 204 without a body', () => expect(replyOf({ ...NOTHING, status: 204 })).toEqual({ ok: true, status: 204, headers: [], body: '' }))
