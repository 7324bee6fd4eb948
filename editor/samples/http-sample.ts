import type { Json } from '../../shared/json/json.ts'

// An http sample's event as a form sees it. An event is `{ kind: "http", request: { … } }`, or the request by itself, as
// people write it by hand; whichever it is, it stays.

export type Members = Readonly<Record<string, Json>>

export type RequestPart = 'query' | 'headers' | 'params' | 'body'

export function membersOf(json: Json | undefined): Members | null {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Members) : null
}

export function requestOf(event: Json): Members {
  const members = membersOf(event) ?? {}
  return Object.hasOwn(members, 'kind') ? membersOf(members['request']) ?? {} : members
}

export function withRequest(event: Json, request: Members): Json {
  const members = membersOf(event)
  if (members !== null && !Object.hasOwn(members, 'kind')) return request
  return { ...members, kind: 'http', request }
}

/** `undefined` takes the part away. */
export function withRequestPart(event: Json, part: RequestPart, value: Json | undefined): Json {
  const { [part]: _, ...rest } = requestOf(event)
  return withRequest(event, value === undefined ? rest : { ...requestOf(event), [part]: value })
}

/** All parameters are written, and a path goes, because it would say the same a second time. */
export function withPathParams(event: Json, params: Readonly<Record<string, string>>): Json {
  const { path: _, ...rest } = requestOf(event)
  return withRequest(event, { ...rest, params })
}

/** The value of a manual trigger's sample. */
export function manualValue(event: Json, otherwise: Json): Json {
  return membersOf(event)?.['value'] ?? otherwise
}
