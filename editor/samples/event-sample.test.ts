import { expect, it } from 'vitest'
import { http } from '../../shared/nodes/http.ts'
import type { Json } from '../../shared/json/json.ts'
import { eventFromJson, eventToJson } from '../../shared/triggers/event-json.ts'
import { sampleToEvent } from '../../shared/triggers/sample-event.ts'
import { eventToSample } from './event-sample.ts'

const settings = (body: Json | undefined) => {
  const settled = http.settle({ method: 'POST', path: '/hello/:name', ...(body !== undefined && { body }) })
  if (!settled.ok) throw new Error('no settings')
  return settled.value.settings
}

it.each([
  { body: 'json', sent: '{"a":[1,"ä"]}', type: 'application/json', shown: { a: [1, 'ä'] } },
  { body: { wit: 'record { a: u8 }' }, sent: '{"a":1}', type: 'application/json', shown: { a: 1 } },
  { body: 'text', sent: 'Grüße', type: 'text/plain', shown: 'Grüße' },
  { body: 'form', sent: 'a=1&b=x%20y', type: 'application/x-www-form-urlencoded', shown: { a: '1', b: 'x y' } },
  { body: 'bytes', sent: '\u0000ab', type: 'image/png', shown: 'AGFi' },
  { body: undefined, sent: '', type: 'text/plain', shown: undefined },
])('a request with the body $body becomes a sample that gives it again', ({ body, sent, type, shown }) => {
  const event = { kind: 'http', request: {
    method: 'POST', path: '/hello/Ada', params: { name: 'Ada' }, query: { q: '1' }, headers: { 'content-type': type },
    body: new TextEncoder().encode(sent),
  } } as const
  const sample = eventToSample(eventToJson(event), settings(body))
  expect((sample as { request: { body?: Json } }).request.body).toEqual(shown)
  expect(sampleToEvent(settings(body), { event: sample }, new Map())).toEqual({ ok: true, event: eventFromJson(eventToJson(event)) })
})

it.each([
  { kind: 'manual', value: { a: 1 } }, { kind: 'interval', atMs: 12, count: 3 }, { kind: 'inputs', values: { text: 'x' } },
] as const)('the event $kind is a sample as it is', (event) =>
  expect(eventToSample(event, settings('json'))).toEqual(event))
