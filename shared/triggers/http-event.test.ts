import { expect, it } from 'vitest'
import type { Given } from '../nodes/definition.ts'
import { http } from '../nodes/http.ts'
import type { HttpRequest } from './event.ts'
import { eventValue, type HttpSettings } from './http-event.ts'

const TYPE = 'record { email: string, age: option<u8>, tags: list<string> }'

function settingsOf(given: Given): HttpSettings {
  const settled = http.settle({ path: '/', ...given })
  if (!settled.ok) throw new Error(settled.flaws[0]?.message)
  return settled.value.settings as HttpSettings
}

function request(body: string | Uint8Array, contentType?: string): HttpRequest {
  return {
    method: 'POST', path: '/', params: {}, query: {},
    headers: contentType === undefined ? {} : { 'content-type': contentType },
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  }
}

function bodyOf(body: Given[string], sent: string | Uint8Array, contentType?: string): unknown {
  const made = eventValue(settingsOf({ body }), { kind: 'http', request: request(sent, contentType) })
  return made.ok ? (made.value as { body: unknown }).body : `${made.status} ${made.message}`
}

it('gives method, path, parameters, query and headers', () =>
  expect(eventValue(settingsOf({ path: '/users/:user-id/:file' }), {
    kind: 'http',
    request: {
      method: 'GET', path: '/users/7/ä', params: { 'user-id': '7', file: 'ä' }, query: { width: '80', q: 'a "b"' }, headers: { host: 'x' },
      body: new Uint8Array(),
    },
  })).toEqual({
    ok: true,
    value: {
      method: 'GET', path: '/users/7/ä', params: { userId: '7', file: 'ä' },
      query: '{"width":"80","q":"a \\"b\\""}', headers: '{"host":"x"}',
    },
  }))

it('has no params without parameters and no body without one', () =>
  expect(eventValue(settingsOf({}), { kind: 'http', request: request('ignored') })).toEqual({
    ok: true, value: { method: 'POST', path: '/', query: '{}', headers: '{}' },
  }))

it.each([
  ['json', ' {"a": 12345678901234567890}\n', 'application/json', ' {"a": 12345678901234567890}\n'],
  ['json', '1', 'application/json; charset=UTF-8', '1'],
  ['json', '1', 'Application/Problem+JSON', '1'],
  ['json', '1', undefined, '1'],
  ['json', '\ufeff1', undefined, '1'],
  ['text', 'grüße', 'text/plain;charset="utf-8"', 'grüße'],
  ['text', '<b>', 'text/html', '<b>'],
  ['text', '', undefined, ''],
  ['form', 'name=Ada+L&mail=a%40b.c&name=Bob', 'application/x-www-form-urlencoded', '{"name":"Bob","mail":"a@b.c"}'],
  ['form', '', 'application/x-www-form-urlencoded', '{}'],
  ['bytes', new Uint8Array([0, 255]), 'image/png', new Uint8Array([0, 255])],
  [{ wit: TYPE }, '{"email":"a@b.c","tags":["x"]}', 'application/json', { email: 'a@b.c', age: undefined, tags: ['x'] }],
])('takes the %j body %j sent as %s', (body, sent, contentType, value) => expect(bodyOf(body, sent, contentType)).toEqual(value))

it.each([
  ['json', '', undefined, '400 The body is empty, and JSON is expected.'],
  ['json', '{"a":1,\n "b":}', 'application/json', '400 The body is not JSON: line 2, column 6: a value is missing.'],
  ['json', new Uint8Array([0x22, 0xff, 0x22]), 'application/json', '400 The body is not UTF-8.'],
  ['json', '1', 'text/plain', '415 The body is text/plain, and application/json is expected.'],
  ['json', 'a=1', 'application/x-www-form-urlencoded', '415 The body is application/x-www-form-urlencoded, and application/json is expected.'],
  ['json', '1', 'application/json; charset=latin1', '415 The body is said to be in latin1, and only UTF-8 is taken.'],
  ['text', '{}', 'application/json', '415 The body is application/json, and a text type is expected.'],
  ['form', 'a=1', undefined, '415 The request says no content-type, and application/x-www-form-urlencoded is expected.'],
  ['form', '--x', 'multipart/form-data; boundary=x', '415 multipart/form-data is not supported yet: send application/x-www-form-urlencoded.'],
  [{ wit: TYPE }, '[', undefined, '400 The body is not JSON: line 1, column 2: the text ends in the middle.'],
  [{ wit: TYPE }, '{"email":"a@b.c","age":300,"tags":[]}', undefined, '400 The body does not fit: at age: expected u8 (0 to 255), found 300.'],
  [{ wit: TYPE }, '{"email":"a@b.c","tags":["x",5]}', undefined, '400 The body does not fit: at tags[1]: expected a string, found 5.'],
  [{ wit: TYPE }, '{"tags":[]}', undefined, expect.stringMatching(/^400 The body does not fit: .*email/)],
  [{ wit: TYPE }, '"x"', 'text/plain', '415 The body is text/plain, and application/json is expected.'],
])('refuses the %j body %j sent as %s', (body, sent, contentType, answer) => expect(bodyOf(body, sent, contentType)).toEqual(answer))

it('takes a body that is just small enough', () =>
  expect(eventValue(settingsOf({ body: 'text', maxBodyBytes: 4 }), { kind: 'http', request: request('four') }).ok).toBe(true))

it('refuses a body that is too large', () =>
  expect(eventValue(settingsOf({ body: 'bytes', maxBodyBytes: 3 }), { kind: 'http', request: request('four') })).toEqual({
    ok: false, status: 413, message: 'The body has 4 bytes, and no more than 3 are taken here.',
  }))

it('gives the values of the other triggers', () => {
  expect(eventValue({ kind: 'manual', value: null }, { kind: 'manual', value: { a: [1] } })).toEqual({ ok: true, value: '{"a":[1]}' })
  expect(eventValue({ kind: 'interval', everyMs: 100 }, { kind: 'interval', atMs: 1234.9, count: 2 })).toEqual({ ok: true, value: 1234n })
})

it('refuses an event that was meant for what the trigger was before', () =>
  expect(eventValue({ kind: 'manual', value: null }, { kind: 'interval', atMs: 0, count: 1 })).toEqual({
    ok: false, status: 400, message: 'The event is one of kind interval, and the trigger is now manual.',
  }))
