import { z } from '../zod.ts'
import { BUSY_SETTINGS, busyOf } from './busy.ts'
import { DURABLE_SETTINGS } from './durable.ts'
import { settle } from './settle.ts'
import { parsePattern, type RoutePattern } from './route-pattern.ts'
import type { Settled, TriggerDefinition } from './definition.ts'
import type { TriggerSettings } from '../resolve/types.ts'
import { parseType } from '../wit/parse.ts'
import type { Field, PortType, WitType } from '../wit/types.ts'
import { WitSyntaxError } from '../wit/wit-tokens.ts'

export type HttpSettings = Extract<TriggerSettings, { kind: 'http' }>

export const HTTP_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const
export const MAX_BODY_BYTES = 100 * 1024 * 1024
const DEFAULT_MAX_BODY_BYTES = 10 * 1024 * 1024

const Settings = z.strictObject({
  method: z.enum(HTTP_METHODS).optional().meta({
    title: 'Method',
    description: 'The request method that it answers.',
    default: 'GET',
  }),
  path: z.string().meta({
    title: 'Path',
    description: 'Where it listens, with parameters as :name, such as /hello/:name.',
    examples: ['/hello/:name'],
  }),
  body: z.union([
    z.enum(['json', 'text', 'form', 'bytes']),
    z.strictObject({ wit: z.string().max(10_000) }),
  ]).optional().meta({
    title: 'Body',
    description: 'What the request carries. With a WIT type, what does not fit it is refused with the place.',
  }),
  maxBodyBytes: z.int().min(0).max(MAX_BODY_BYTES).optional().meta({
    title: 'Largest body (bytes)',
    description: 'A larger body is refused with 413. 10 MiB when empty.',
  }),
  ...DURABLE_SETTINGS,
  ...BUSY_SETTINGS,
})

const STRING: WitType = { kind: 'string' }
const JSON_TYPE: WitType = { kind: 'known', name: 'json' }
const BYTES: WitType = { kind: 'list', item: { kind: 'u8' } }

export const http: TriggerDefinition = {
  kind: 'trigger',
  name: 'http',
  label: 'HTTP request',
  help: 'Starts a run for each request to its method and path. An HTTP reply downstream of it answers.',
  icon: 'globe',
  category: 'Triggers',
  settings: Settings,
  settle: (given) => settle(Settings, given, settleHttp),
}

function settleHttp(given: z.output<typeof Settings>): Settled<{ settings: HttpSettings; out: PortType }> {
  const path = parsePattern(given.path)
  if (!path.ok) return { ok: false, flaws: [{ path: ['path'], message: path.message, mend: path.mend }] }
  const body = bodyOf(given.body)
  if (!body.ok) return body
  const settings: HttpSettings = {
    kind: 'http',
    method: given.method ?? 'GET',
    path: given.path,
    body: body.value.kind,
    bodyType: body.value.type,
    maxBodyBytes: given.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    durable: given.durable ?? false,
    busy: busyOf(given),
  }
  return { ok: true, value: { settings, out: requestType(path.pattern, body.value.type) } }
}

type Body = Settled<{ readonly kind: HttpSettings['body']; readonly type: WitType | null }>

function bodyOf(body: z.output<typeof Settings>['body']): Body {
  switch (body) {
    case undefined: return { ok: true, value: { kind: 'none', type: null } }
    case 'json': return { ok: true, value: { kind: 'json', type: JSON_TYPE } }
    case 'form': return { ok: true, value: { kind: 'form', type: JSON_TYPE } }
    case 'text': return { ok: true, value: { kind: 'text', type: STRING } }
    case 'bytes': return { ok: true, value: { kind: 'bytes', type: BYTES } }
  }
  try {
    return { ok: true, value: { kind: 'typed', type: parseType(body.wit) } }
  } catch (error) {
    if (!(error instanceof WitSyntaxError)) throw error
    return { ok: false, flaws: [{
      path: ['body', 'wit'],
      message: `The body's type cannot be read: ${error.message}.`,
      mend: 'Write a WIT type such as record { email: string, age: option<u8> }.',
    }] }
  }
}

/** The type of `out`. `params` and `body` are fields only where there is something in them. */
function requestType(pattern: RoutePattern, body: WitType | null): WitType {
  const fields: Field[] = [{ name: 'method', type: STRING }, { name: 'path', type: STRING }]
  if (pattern.params.length > 0) {
    const params = pattern.params.map((name) => ({ name, type: STRING }))
    fields.push({ name: 'params', type: { kind: 'record', name: null, fields: params } })
  }
  fields.push({ name: 'query', type: JSON_TYPE }, { name: 'headers', type: JSON_TYPE })
  if (body !== null) fields.push({ name: 'body', type: body })
  return { kind: 'record', name: 'http-request', fields }
}
