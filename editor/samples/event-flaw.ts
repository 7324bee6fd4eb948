import type { Json } from '../../shared/json/json.ts'
import type { TriggerSettings } from '../../shared/resolve/types.ts'
import { sampleToEvent } from '../../shared/triggers/sample-event.ts'
import { membersOf, requestOf } from './http-sample.ts'

/** Why JSON is no event of a trigger, as one sentence; null when it is one. */
export function eventFlaw(settings: TriggerSettings, event: Json): string | null {
  if (membersOf(event) === null) return 'An event is an object.'
  const made = sampleToEvent(settings, { event }, new Map())
  if (!made.ok) return made.message
  return settings.kind === 'http' ? requestFlaw(event) : null
}

function requestFlaw(event: Json): string | null {
  const members = membersOf(event) ?? {}
  if ('kind' in members && membersOf(members['request'] ?? {}) === null) return '“request” is an object.'
  const request = requestOf(event)
  const unknown = Object.keys(request).find((name) => !PARTS.includes(name))
  if (unknown !== undefined) return `A request has no “${unknown}”: it has ${PARTS.join(', ')}.`
  const noText = TEXTS.find((name) => name in request && typeof request[name] !== 'string')
  if (noText !== undefined) return `“${noText}” is text.`
  const noObject = OBJECTS.find((name) => name in request && membersOf(request[name]) === null)
  return noObject === undefined ? null : `“${noObject}” is an object.`
}

const TEXTS = ['method', 'path']
const OBJECTS = ['params', 'query', 'headers']
const PARTS = [...TEXTS, ...OBJECTS, 'body']
