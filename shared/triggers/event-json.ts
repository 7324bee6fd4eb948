import { fromBase64, toBase64 } from '../wit/base64.ts'
import { z } from '../zod.ts'
import type { Json } from '../json/json.ts'
import type { HttpRequest, TriggerEvent } from './event.ts'

/** An event as JSON: how it is stored and recorded. A request's body is base64. */
export type EventJson =
  | Exclude<TriggerEvent, { kind: 'http' }>
  | { readonly kind: 'http'; readonly request: Omit<HttpRequest, 'body'> & { readonly body: string } }

export function eventToJson(event: TriggerEvent): EventJson {
  if (event.kind !== 'http') return event
  return { kind: 'http', request: { ...event.request, body: toBase64(event.request.body) } }
}

export function eventFromJson(event: EventJson): TriggerEvent {
  if (event.kind !== 'http') return event
  return { kind: 'http', request: { ...event.request, body: fromBase64(event.request.body) as Uint8Array } }
}

const AnyJson = z.json() as unknown as z.ZodType<Json>
const Texts = z.record(z.string(), z.string())

export const EventJsonSchema: z.ZodType<EventJson> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('http'),
    request: z.strictObject({
      method: z.string(), path: z.string(), params: Texts, query: Texts, headers: Texts,
      body: z.string().refine((text) => fromBase64(text) !== null, 'The body is not base64.'),
    }),
  }),
  z.strictObject({ kind: z.literal('manual'), value: AnyJson }),
  z.strictObject({ kind: z.literal('interval'), atMs: z.number(), count: z.number() }),
  z.strictObject({ kind: z.literal('inputs'), values: z.record(z.string(), AnyJson) }),
])
