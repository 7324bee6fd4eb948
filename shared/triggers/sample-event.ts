import type { Sample } from '../directive/schema.ts'
import type { Json } from '../json/json.ts'
import { parsePattern, type RoutePattern } from '../nodes/route-pattern.ts'
import type { TriggerSettings } from '../resolve/types.ts'
import { fromBase64, toBase64 } from '../wit/base64.ts'
import { defaultValue } from '../wit/sample-value.ts'
import type { WitType } from '../wit/types.ts'
import type { HttpRequest, TriggerEvent } from './event.ts'
import type { HttpSettings } from './http-event.ts'

export type SampleEvent =
  | { readonly ok: true; readonly event: TriggerEvent }
  /** One sentence: why no event can be made of the sample. */
  | { readonly ok: false; readonly message: string }

/**
 * Bytes by member path, as `sample.files` names them: `body` for the whole body, `body.picture` for one member of it.
 */
export type SampleFiles = ReadonlyMap<string, Uint8Array>

type Members = Readonly<Record<string, Json>>

/** A time to begin with, so that the same sample gives the same preview every day: 2026-01-01T00:00:00Z. */
const STARTER_MS = 1_767_225_600_000

/**
 * Makes an event of a sample. An http sample may be the request alone, as people write it by hand. What it leaves out
 * (method, path, content-type) follows from the trigger; its body is JSON for json, form and typed bodies and text for
 * text; bytes come as a file or as base64.
 */
export function sampleToEvent(
  settings: TriggerSettings, sample: Pick<Sample, 'event'>, files: SampleFiles,
): SampleEvent {
  const members = asMembers(sample.event)
  const isBare = settings.kind === 'http' && members !== null && !Object.hasOwn(members, 'kind')
  const given = isBare ? { kind: 'http', request: members } : members
  if (settings.kind === 'failure') {
    return { ok: false, message: 'What fails comes from the flow itself: a failure trigger has no samples.' }
  }
  if (given?.['kind'] !== settings.kind) {
    return { ok: false, message: `The sample is not one for a trigger of the kind ${settings.kind}.` }
  }
  switch (settings.kind) {
    case 'http':
      return {
        ok: true,
        event: { kind: 'http', request: requestOf(settings, asMembers(given['request'] ?? null) ?? {}, files) },
      }
    case 'manual':
      return { ok: true, event: { kind: 'manual', value: withFiles(given['value'] ?? settings.value, 'value', files) } }
    case 'interval':
      return {
        ok: true,
        event: { kind: 'interval', atMs: numberOf(given['atMs'], STARTER_MS), count: numberOf(given['count'], 1) },
      }
    case 'inputs':
      return { ok: true, event: { kind: 'inputs', values: inputValues(settings, asMembers(given['values']) ?? {}, files) } }
  }
}

type InputsSettings = Extract<TriggerSettings, { kind: 'inputs' }>

/** What the sample leaves out has the value that a form would begin with. */
function inputValues({ inputs }: InputsSettings, given: Members, files: SampleFiles): Members {
  return Object.fromEntries(inputs.map(({ name, type }) => {
    const json = Object.hasOwn(given, name) ? given[name]! : defaultValue(type)
    return [name, withFiles(json, name, files)]
  }))
}

/** The `event` of a first sample for a trigger, for a person to edit. */
export function starterSample(settings: TriggerSettings): Json {
  switch (settings.kind) {
    case 'http': {
      const params = patternOf(settings.path).params
      const named = Object.fromEntries(params.map((name) => [name, name === 'name' ? 'Ada' : name]))
      const body = starterBody(settings)
      return {
        kind: 'http',
        request: {
          ...(params.length === 0 ? {} : { params: named }),
          query: {},
          headers: {},
          ...(body === undefined ? {} : { body }),
        },
      }
    }
    case 'manual': return { kind: 'manual', value: settings.value }
    case 'interval': return { kind: 'interval', atMs: STARTER_MS, count: 1 }
    case 'inputs': return {
      kind: 'inputs', values: Object.fromEntries(settings.inputs.map(({ name, type }) => [name, defaultValue(type)])),
    }
    case 'failure': return { kind: 'failure' }
  }
}

function starterBody(settings: HttpSettings): Json | undefined {
  switch (settings.body) {
    case 'none': case 'bytes': return undefined
    case 'text': return 'Hello, Ada!'
    case 'json': case 'form': return { name: 'Ada', email: 'ada@example.com' }
    case 'typed': return defaultValue(settings.bodyType as WitType)
  }
}

function requestOf(settings: HttpSettings, given: Members, files: SampleFiles): HttpRequest {
  const pattern = patternOf(settings.path)
  const written = typeof given['path'] === 'string' ? given['path'] : null
  const params = { ...(written === null ? {} : paramsIn(pattern, written)), ...strings(given['params']) }
  const headers = Object.fromEntries(
    Object.entries(strings(given['headers'])).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const contentType = headers['content-type'] ?? CONTENT_TYPES[settings.body]
  return {
    method: typeof given['method'] === 'string' ? given['method'] : settings.method,
    path: written ?? pathWith(pattern, params),
    params: Object.fromEntries(pattern.params.map((name) => [name, params[name] ?? ''])),
    query: strings(given['query']),
    headers: contentType === null ? headers : { ...headers, 'content-type': contentType },
    body: bodyOf(settings, given['body'], files),
  }
}

const CONTENT_TYPES = {
  none: null, bytes: null, json: 'application/json', typed: 'application/json',
  text: 'text/plain; charset=utf-8', form: 'application/x-www-form-urlencoded',
} as const

function bodyOf(settings: HttpSettings, given: Json | undefined, files: SampleFiles): Uint8Array {
  if (settings.body === 'none') return new Uint8Array()
  const file = files.get('body')
  if (file !== undefined) return file
  const body = withFiles(given ?? starterBody(settings) ?? '', 'body', files)
  switch (settings.body) {
    case 'bytes': return typeof body === 'string' ? bytesOf(body) : utf8(JSON.stringify(body))
    case 'text': return utf8(typeof body === 'string' ? body : JSON.stringify(body))
    case 'json': case 'typed': return utf8(JSON.stringify(body))
    case 'form': return utf8(
      Object.entries(strings(body)).map((pair) => pair.map(encodeURIComponent).join('=')).join('&'),
    )
  }
}

function bytesOf(text: string): Uint8Array {
  return fromBase64(text) ?? utf8(text)
}

/** Puts each file's bytes as base64 where its path says. */
function withFiles(json: Json, root: string, files: SampleFiles): Json {
  let result = json
  for (const [path, bytes] of files) {
    const [first, ...members] = path.split('.')
    if (first === root) result = withMember(result, members, toBase64(bytes))
  }
  return result
}

function withMember(json: Json, [member, ...rest]: readonly string[], value: Json): Json {
  if (member === undefined) return value
  if (Array.isArray(json)) {
    return (json as readonly Json[]).map(
      (item, index) => (String(index) === member ? withMember(item, rest, value) : item),
    )
  }
  const members = asMembers(json) ?? {}
  return { ...members, [member]: withMember(Object.hasOwn(members, member) ? members[member]! : {}, rest, value) }
}

function patternOf(path: string): RoutePattern {
  const parsed = parsePattern(path)
  if (!parsed.ok) throw new Error(`a trigger has the path ${path}`)
  return parsed.pattern
}

function pathWith(pattern: RoutePattern, params: Readonly<Record<string, string>>): string {
  const parts = pattern.segments.map((each) => (each.kind === 'param' ? (params[each.name] ?? '') : each.text))
  return `/${parts.join('/')}`
}

/** What the parameters are in a path; one that does not fit the pattern has none. */
function paramsIn({ segments }: RoutePattern, path: string): Record<string, string> {
  const parts = path === '/' ? [] : path.slice(1).split('/')
  const params: Record<string, string> = {}
  if (parts.length !== segments.length) return params
  for (const [index, segment] of segments.entries()) if (segment.kind === 'param') params[segment.name] = parts[index]!
  return params
}

function asMembers(json: Json | undefined): Members | null {
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Members) : null
}

/** Members as text; lists and objects as their JSON. */
function strings(json: Json | undefined): Record<string, string> {
  const members = asMembers(json) ?? {}
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}

function numberOf(json: Json | undefined, otherwise: number): number {
  return typeof json === 'number' ? json : otherwise
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
