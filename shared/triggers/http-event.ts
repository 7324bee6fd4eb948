import type { JsonFlaw } from '../json/locate-error.ts'
import { jsonFlaw, readJson } from '../json/read-json.ts'
import type { TriggerSettings } from '../resolve/types.ts'
import type { Json } from '../json/json.ts'
import { ConversionError } from '../wit/conversion-error.ts'
import { fromJson } from '../wit/json-form.ts'
import type { WitType } from '../wit/types.ts'
import { memberOf, type Value } from '../wit/value.ts'
import { parsePattern } from '../nodes/route-pattern.ts'
import type { HttpRequest, TriggerEvent } from './event.ts'
import { mediaTypeFlaw } from './media-type.ts'

export type EventValue =
  | { readonly ok: true; readonly value: Value }
  | Refusal

/** An HTTP status for whoever sent the event, and one sentence that says what is wrong with it and where. */
export interface Refusal {
  readonly ok: false
  readonly status: 400 | 413 | 415
  readonly message: string
}

export type HttpSettings = Extract<TriggerSettings, { kind: 'http' }>

/** Makes the value of a trigger's `out` from what happened. */
export function eventValue(settings: TriggerSettings, event: TriggerEvent): EventValue {
  switch (settings.kind) {
    case 'http':
      return event.kind === 'http' ? requestValue(settings, event.request) : mismatch(settings.kind, event.kind)
    case 'manual':
      if (event.kind !== 'manual') return mismatch(settings.kind, event.kind)
      return { ok: true, value: JSON.stringify(event.value) }
    case 'interval':
      if (event.kind !== 'interval') return mismatch(settings.kind, event.kind)
      return { ok: true, value: BigInt(Math.trunc(event.atMs)) }
    case 'inputs':
      return event.kind === 'inputs' ? inputsValue(settings.inputs, event.values) : mismatch(settings.kind, event.kind)
    case 'failure':
      return mismatch(settings.kind, event.kind)
  }
}

/** The inputs as a record. One that is left out is empty where it may be. */
function inputsValue(
  inputs: Extract<TriggerSettings, { kind: 'inputs' }>['inputs'], values: Readonly<Record<string, Json>>,
): EventValue {
  const record: Record<string, Value> = {}
  for (const { name, type } of inputs) {
    const json = Object.hasOwn(values, name) ? values[name]! : null
    try {
      record[memberOf(name)] = fromJson(json, type)
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error
      return refuse(400, `The input ${name} does not fit: ${error.message}.`)
    }
  }
  return { ok: true, value: inputs.length === 0 ? undefined : record }
}

/** An event that was on its way while its trigger became another one. */
function mismatch(trigger: string, event: string): Refusal {
  return refuse(400, `The event is one of kind ${event}, and the trigger is now ${trigger}.`)
}

function requestValue(settings: HttpSettings, request: HttpRequest): EventValue {
  const { method, path, query, headers } = request
  const base = { method, path, query: JSON.stringify(query), headers: JSON.stringify(headers) }
  const params = paramsOf(settings.path, request.params)
  const value = params === null ? base : { ...base, params }
  if (settings.body === 'none') return { ok: true, value }
  const body = bodyValue(settings, request)
  return body.ok ? { ok: true, value: { ...value, body: body.value } } : body
}

/** As a record, or null for a path without parameters. */
function paramsOf(path: string, params: HttpRequest['params']): Record<string, string> | null {
  const names = namesOf(path)
  if (names.length === 0) return null
  const record: Record<string, string> = {}
  for (const [name, member] of names) record[member] = params[name] ?? ''
  return record
}

const namesByPath = new Map<string, readonly (readonly [name: string, member: string])[]>()
const MAX_KEPT_PATHS = 1000

function namesOf(path: string): readonly (readonly [name: string, member: string])[] {
  let names = namesByPath.get(path)
  if (names === undefined) {
    const parsed = parsePattern(path)
    names = parsed.ok ? parsed.pattern.params.map((name) => [name, memberOf(name)] as const) : []
    if (namesByPath.size >= MAX_KEPT_PATHS) namesByPath.clear()
    namesByPath.set(path, names)
  }
  return names
}

function bodyValue(settings: HttpSettings, { headers, body }: HttpRequest): EventValue {
  const { maxBodyBytes } = settings
  if (body.byteLength > maxBodyBytes) {
    return refuse(413, `The body has ${body.byteLength} bytes, and no more than ${maxBodyBytes} are taken here.`)
  }
  if (settings.body === 'none' || settings.body === 'bytes') return { ok: true, value: body }
  const flaw = mediaTypeFlaw(settings.body, headers['content-type'])
  if (flaw !== null) return refuse(415, flaw)
  const text = utf8(body)
  if (text === null) return refuse(400, 'The body is not UTF-8.')
  switch (settings.body) {
    case 'text': return { ok: true, value: text }
    case 'form': return { ok: true, value: JSON.stringify(formOf(text)) }
    case 'json': return jsonValue(text)
    case 'typed': return typedValue(text, settings.bodyType as WitType)
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function utf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

function jsonValue(text: string): EventValue {
  const flaw = jsonFlaw(text)
  return flaw === null ? { ok: true, value: text } : refuse(400, notJson(text, flaw))
}

function notJson(text: string, flaw: JsonFlaw): string {
  return text === '' ? 'The body is empty, and JSON is expected.' : `The body is not JSON: ${flaw.text}.`
}

function typedValue(text: string, type: WitType): EventValue {
  const read = readJson(text)
  if (!read.ok) return refuse(400, notJson(text, read.flaw))
  try {
    return { ok: true, value: fromJson(read.json, type) }
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error
    return refuse(400, `The body does not fit: ${error.message}.`)
  }
}

/** The last value wins when a name stands twice, as in `query`. */
function formOf(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

function refuse(status: Refusal['status'], message: string): Refusal {
  return { ok: false, status, message }
}
