import { expect, it } from 'vitest'
import type { Json } from '../json/json.ts'
import { TRIGGERS } from '../nodes/catalogue.ts'
import type { Given } from '../nodes/definition.ts'
import type { TriggerSettings } from '../resolve/types.ts'
import { eventValue } from './http-event.ts'
import { sampleToEvent, starterSample } from './sample-event.ts'

const NO_FILES = new Map<string, Uint8Array>()

function settingsOf(trigger: string, given: Given): TriggerSettings {
  const settled = TRIGGERS.get(trigger)!.settle(given)
  if (!settled.ok) throw new Error(settled.flaws[0]?.message)
  return settled.value.settings
}

function requestOf(given: Given, request: Json, files = NO_FILES): unknown {
  const made = sampleToEvent(settingsOf('http', given), { event: { kind: 'http', request } }, files)
  if (!made.ok || made.event.kind !== 'http') throw new Error('no http event')
  const { body, ...rest } = made.event.request
  return { ...rest, body: new TextDecoder().decode(body) }
}

it('fills in what a sample leaves out', () =>
  expect(requestOf({ method: 'PUT', path: '/users/:id/:name', body: 'json' }, { params: { id: '7' }, body: { a: 1 } })).toEqual({
    method: 'PUT', path: '/users/7/', params: { id: '7', name: '' }, query: {}, headers: { 'content-type': 'application/json' }, body: '{"a":1}',
  }))

it('takes an http sample that is the request alone', () => {
  const made = sampleToEvent(settingsOf('http', { path: '/', body: 'text' }), { event: { query: { a: 'b' }, body: 'hi' } }, NO_FILES)
  expect(made.ok && made.event.kind === 'http' && [made.event.request.query, new TextDecoder().decode(made.event.request.body)])
    .toEqual([{ a: 'b' }, 'hi'])
})

it('takes parameters out of a path', () =>
  expect(requestOf({ path: '/users/:id/:name' }, { path: '/users/7/ada', query: { n: 5, list: [1] }, headers: { 'X-A': 'b' } })).toEqual({
    method: 'GET', path: '/users/7/ada', params: { id: '7', name: 'ada' }, query: { n: '5', list: '[1]' }, headers: { 'x-a': 'b' }, body: '',
  }))

it.each([
  ['text', 'grüße', 'grüße', 'text/plain; charset=utf-8'],
  ['json', ['x'], '["x"]', 'application/json'],
  ['form', { name: 'Ada L', n: 5, mail: 'a@b&c' }, 'name=Ada%20L&n=5&mail=a%40b%26c', 'application/x-www-form-urlencoded'],
  [{ wit: 'record { a: u8 }' }, { a: 1 }, '{"a":1}', 'application/json'],
  ['bytes', 'aGk=', 'hi', undefined],
])('makes a %j body of %j', (body, given, text, contentType) =>
  expect(requestOf({ path: '/', body }, { body: given as Json })).toEqual({
    method: 'GET', path: '/', params: {}, query: {}, headers: contentType === undefined ? {} : { 'content-type': contentType }, body: text,
  }))

it('takes the whole body from a file', () =>
  expect(requestOf({ path: '/', body: 'json' }, { body: 1 }, new Map([['body', new TextEncoder().encode('{"from":"file"}')]]))).toMatchObject({ body: '{"from":"file"}' }))

it('puts a file into the member that its path names', () =>
  expect(requestOf({ path: '/', body: { wit: 'record { pictures: list<image> }' } }, { body: { pictures: ['', ''] } },
    new Map([['body.pictures.1', new Uint8Array([1, 2])]]))).toMatchObject({ body: '{"pictures":["","AQI="]}' }))

it.each([
  ['manual', { value: 1 }, { kind: 'manual' }, { kind: 'manual', value: 1 }],
  ['manual', {}, { kind: 'manual', value: [2] }, { kind: 'manual', value: [2] }],
  ['interval', { everyMs: 100 }, { kind: 'interval', atMs: 5, count: 3 }, { kind: 'interval', atMs: 5, count: 3 }],
  ['interval', { everyMs: 100 }, { kind: 'interval' }, { kind: 'interval', atMs: 1_767_225_600_000, count: 1 }],
])('makes an event for %s %j of %j', (trigger, given, event, made) =>
  expect(sampleToEvent(settingsOf(trigger, given as Given), { event }, NO_FILES)).toEqual({ ok: true, event: made }))

it.each([
  ['http', { path: '/' }, { kind: 'manual' }, 'The sample is not one for a trigger of the kind http.'],
  ['http', { path: '/' }, 'text', 'The sample is not one for a trigger of the kind http.'],
  ['failure', {}, { kind: 'failure' }, 'What fails comes from the flow itself: a failure trigger has no samples.'],
])('makes no event for %s %j of %j', (trigger, given, event, message) =>
  expect(sampleToEvent(settingsOf(trigger, given as Given), { event }, NO_FILES)).toEqual({ ok: false, message }))

it.each([
  ['http', { path: '/a' }], ['http', { path: '/:name/:id', method: 'POST', body: 'json' }], ['http', { path: '/', body: 'text' }],
  ['http', { path: '/', body: 'form' }], ['http', { path: '/', body: 'bytes' }],
  ['http', { path: '/', body: { wit: 'record { a: u8, b: variant { x(string), y } }' } }], ['manual', { value: [1] }], ['interval', { everyMs: 100 }],
])('starts %s %j with a sample that it takes', (trigger, given) => {
  const settings = settingsOf(trigger, given as Given)
  const made = sampleToEvent(settings, { event: starterSample(settings) }, NO_FILES)
  expect(made.ok && eventValue(settings, made.event).ok).toBe(true)
})

it('starts an http trigger with its parameters', () =>
  expect(starterSample(settingsOf('http', { path: '/hello/:name', body: 'json' }))).toEqual({
    kind: 'http', request: { params: { name: 'Ada' }, query: {}, headers: {}, body: { name: 'Ada', email: 'ada@example.com' } },
  }))

it('takes an http request that stands alone, as the examples write it', () => {
  const settings = settingsOf('http', { method: 'POST', path: '/a', body: 'json' })
  const request = { query: { q: '1' }, body: { n: 1 } }
  expect(sampleToEvent(settings, { event: request }, new Map())).toEqual(sampleToEvent(settings, { event: { kind: 'http', request } }, new Map()))
  expect(sampleToEvent(settings, { event: {} }, new Map()).ok).toBe(true)
})
