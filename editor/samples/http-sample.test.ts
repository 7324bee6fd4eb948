import { expect, it } from 'vitest'
import { busyOf } from '../../shared/nodes/busy.ts'
import type { TriggerSettings } from '../../shared/resolve/types.ts'
import { starterSample } from '../../shared/triggers/sample-event.ts'
import { eventFlaw } from './event-flaw.ts'
import { manualValue, requestOf, withPathParams, withRequestPart } from './http-sample.ts'

const FULL = { kind: 'http', request: { query: { a: '1' }, body: { n: 1 } } }
const SHORT = { query: { a: '1' }, body: { n: 1 } }

const http = (path: string, body: 'none' | 'json' = 'json'): TriggerSettings => ({
  kind: 'http', method: 'POST', path, body, bodyType: body === 'none' ? null : { kind: 'known', name: 'json' }, maxBodyBytes: 100, durable: false, busy: busyOf({}),
})

it.each([
  { event: FULL, request: { query: { a: '1' }, body: { n: 1 } } },
  { event: SHORT, request: SHORT },
  { event: {}, request: {} },
  { event: { kind: 'http' }, request: {} },
  { event: null, request: {} },
  { event: { kind: 'http', request: [1] }, request: {} },
])('the request of $event is $request', ({ event, request }) => expect(requestOf(event)).toEqual(request))

it.each([
  { event: FULL, part: 'query', value: { b: '2' }, after: { kind: 'http', request: { query: { b: '2' }, body: { n: 1 } } } },
  { event: FULL, part: 'headers', value: { x: 'y' }, after: { kind: 'http', request: { ...FULL.request, headers: { x: 'y' } } } },
  { event: FULL, part: 'body', value: undefined, after: { kind: 'http', request: { query: { a: '1' } } } },
  { event: FULL, part: 'body', value: null, after: { kind: 'http', request: { query: { a: '1' }, body: null } } },
  { event: SHORT, part: 'body', value: [1], after: { query: { a: '1' }, body: [1] } },
  { event: {}, part: 'body', value: 'x', after: { body: 'x' } },
] as const)('setting $part of $event to $value gives $after', ({ event, part, value, after }) =>
  expect(withRequestPart(event, part, value)).toEqual(after))

it('a part that is set keeps its place, so that the JSON reads as before', () =>
  expect(Object.keys(requestOf(withRequestPart(FULL, 'query', { z: '1' })))).toEqual(['query', 'body']))

it('writing the path parameters takes away a path that would say something else', () =>
  expect(withPathParams({ kind: 'http', request: { path: '/hello/ada', body: 1 } }, { name: 'bob' }))
    .toEqual({ kind: 'http', request: { body: 1, params: { name: 'bob' } } }))

it.each([
  { event: { kind: 'manual', value: 3 }, value: 3 },
  { event: { kind: 'manual', value: null }, value: null },
  { event: { kind: 'manual' }, value: 'set' },
])('the value of $event is $value', ({ event, value }) => expect(manualValue(event, event.value === null ? null : 'set')).toEqual(value))

it.each([
  { event: FULL, flaw: null },
  { event: SHORT, flaw: null },
  { event: { method: 'PUT', path: '/a', params: {}, query: {}, headers: {}, body: 1 }, flaw: null },
  { event: [1], flaw: 'An event is an object.' },
  { event: { kind: 'manual', value: 1 }, flaw: 'The sample is not one for a trigger of the kind http.' },
  { event: { kind: 'http', request: 'x' }, flaw: '“request” is an object.' },
  { event: { boddy: 1 }, flaw: 'A request has no “boddy”: it has method, path, params, query, headers, body.' },
  { event: { method: 1 }, flaw: '“method” is text.' },
  { event: { query: [] }, flaw: '“query” is an object.' },
])('of $event it is said: $flaw', ({ event, flaw }) => expect(eventFlaw(http('/hello/:name'), event)).toBe(flaw))

it.each([http('/'), http('/hello/:name', 'none'), { kind: 'manual', value: 1 }] as TriggerSettings[])('finds nothing wrong with the starter of %o', (settings) =>
  expect(eventFlaw(settings, starterSample(settings))).toBeNull())
