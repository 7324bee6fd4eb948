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
  if (Object.hasOwn(members, 'kind') && membersOf(members['request'] ?? {}) === null) return '“request” is an object.'
  const request = requestOf(event)
  const unknown = Object.keys(request).find((name) => !PARTS.includes(name))
  if (unknown !== undefined) return `A request has no “${unknown}”: it has ${PARTS.join(', ')}.`
  for (const name of ['method', 'path']) if (name in request && typeof request[name] !== 'string') return `“${name}” is text.`
  for (const name of ['params', 'query', 'headers']) if (name in request && membersOf(request[name]) === null) return `“${name}” is an object.`
  return null
}

const PARTS = ['method', 'path', 'params', 'query', 'headers', 'body']
