import { HeaderFlaw, headersFromJson, headersToJson, textOf } from '../../capabilities/http/header-json.ts'
import { httpOf, type Http } from '../../capabilities/http/http.ts'
import { isOfTheHost } from '../../capabilities/http/fields.ts'
import type { GivenRequest } from '../../capabilities/http/incoming.ts'
import { methodOf } from '../../capabilities/http/outgoing.ts'
import type { Json } from '../../json/json.ts'
import { isOfTheServer } from '../../triggers/reply-headers.ts'
import type { Callee } from '../compiled.ts'
import { Refusal } from '../refusal.ts'
import type { Place } from './entered.ts'

/** The node's `request`. `path` is decoded and without query, `query` and `headers` are JSON text. */
interface Request {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly headers: string
  readonly body: Uint8Array
}

/** `wasi:http/incoming-handler` as a function of a request: the whole response, once the call has ended. */
export function asHandler(handle: Callee, { current, io }: Place): Callee {
  const { IncomingRequest, ResponseOutparam } = httpOf(current, io)
  return ([request]) => {
    current.surroundings.after = 'give-back'
    const answer = new ResponseOutparam()
    const given = handle([new IncomingRequest(givenRequest(request as Request)), answer])
    return given instanceof Promise ? given.then(() => responseOf(answer)) : responseOf(answer)
  }
}

function givenRequest({ method, path, query, headers, body }: Request): GivenRequest {
  const tagged = methodOf(method)
  if (tagged === null) throw wrong(`${JSON.stringify(method)} is no method`)
  if (!path.startsWith('/')) throw wrong('The path does not begin with /')
  const entries = entriesOf(headers)
  const host = entries.find(([name]) => name === 'host')
  return {
    method: tagged,
    pathWithQuery: encodedPath(path) + encodedQuery(query),
    authority: host === undefined ? undefined : textOf(host[1]),
    headers: entries.filter(([name]) => !isOfTheHost(name)),
    body,
  }
}

function entriesOf(headers: string): ReturnType<typeof headersFromJson> {
  try {
    return headersFromJson(headers)
  } catch (error) {
    throw error instanceof HeaderFlaw ? wrong(error.message) : error
  }
}

/** What RFC 3986 §3.3 lets stand in a path stays. */
function encodedPath(path: string): string {
  return path.toWellFormed().split('/').map((segment) => encodeURIComponent(segment).replace(/%(?:24|26|2B|2C|3A|3B|3D|40)/g, decodeURIComponent)).join('/')
}

function encodedQuery(query: string): string {
  const json = JSON.parse(query) as Json
  if (json === null) return ''
  if (typeof json !== 'object' || Array.isArray(json)) throw wrong('The query is not an object of strings')
  const pairs = Object.entries(json).flatMap(([name, values]: [string, Json]) =>
    (Array.isArray(values) ? (values as readonly Json[]) : [values]).map((value) => {
      if (value === null || typeof value === 'object') throw wrong(`${JSON.stringify(name)} of the query is not a string`)
      return [name, String(value)].map((text) => encodeURIComponent(text.toWellFormed())).join('=')
    }))
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

function wrong(message: string): Refusal {
  return new Refusal('bad-value', message)
}

/** A `result` with the node's response, or with the name of the error as the standard has it. */
function responseOf({ answer }: InstanceType<Http['ResponseOutparam']>): unknown {
  if (answer === null) throw wrong('The handler ended without a response')
  if (answer.tag === 'err') return { tag: 'err', val: errorText(answer.val) }
  const { status, fields, sent } = answer.val
  if (!sent.isWhole) return { tag: 'err', val: 'HTTP-response-incomplete' }
  const headers = headersToJson(fields.entries().filter(([name]) => !isOfTheServer(name.toLowerCase())))
  return { tag: 'ok', val: { status, headers, body: sent.whole() } }
}

function errorText({ tag, val }: { readonly tag: string; readonly val?: unknown }): string {
  if (val === undefined) return tag
  return `${tag}: ${typeof val === 'object' ? JSON.stringify(val, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) : String(val as string)}`
}
