import { expect, it } from 'vitest'
import { shownReply } from './reply-value.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47])

it.each([
  { contentType: 'application/json; charset=utf-8', body: '{"a":1}', type: { kind: 'known', name: 'json' }, json: { a: 1 } },
  { contentType: 'application/problem+json', body: bytes('[1]'), type: { kind: 'known', name: 'json' }, json: [1] },
  { contentType: 'application/json', body: '{', type: { kind: 'string' }, json: '{' },
  { contentType: 'text/html; charset=utf-8', body: bytes('<p>ü'), type: { kind: 'known', name: 'html' }, json: '<p>ü' },
  { contentType: 'image/svg+xml', body: '<svg/>', type: { kind: 'known', name: 'svg' }, json: '<svg/>' },
  { contentType: 'text/csv', body: 'a,b', type: { kind: 'known', name: 'csv' }, json: 'a,b' },
  { contentType: 'TEXT/PLAIN', body: bytes('hi'), type: { kind: 'string' }, json: 'hi' },
  { contentType: 'image/png', body: PNG, type: { kind: 'known', name: 'image' }, json: 'iVBORw==' },
  { contentType: 'application/octet-stream', body: PNG, type: { kind: 'list', item: { kind: 'u8' } }, json: 'iVBORw==' },
  { contentType: null, body: 'plain', type: { kind: 'string' }, json: 'plain' },
])('a body of $contentType shows as $type', ({ contentType, body, type, json }) => {
  const headers = contentType === null ? [] : [['Content-Type', contentType] as const]
  const length = typeof body === 'string' ? bytes(body).length : body.length
  expect(shownReply({ status: 200, headers, body })).toEqual({
    status: 200, statusText: '200 OK', contentType, bytes: length, headers, body: { type, value: { json, whole: true, bytes: length } },
  })
})

it.each([{ status: 204, statusText: '204 No Content' }, { status: 599, statusText: '599' }])('$status reads $statusText, without a body', ({ status, statusText }) =>
  expect(shownReply({ status, headers: [], body: new Uint8Array() })).toEqual({ status, statusText, contentType: null, bytes: 0, headers: [], body: null }))
