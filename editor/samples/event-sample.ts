import type { Json } from '../../shared/json/json.ts'
import { readJson } from '../../shared/json/read-json.ts'
import type { TriggerSettings } from '../../shared/resolve/types.ts'
import type { EventJson } from '../../shared/triggers/event-json.ts'
import { fromBase64 } from '../../shared/wit/base64.ts'

/** What really happened as the event of a sample, for a person to edit. */
export function eventToSample(event: EventJson, settings: TriggerSettings): Json {
  if (event.kind !== 'http') return event as unknown as Json
  const { body, ...request } = event.request
  const shown = settings.kind === 'http' ? bodyOf(body, settings.body) : body
  return { kind: 'http', request: { ...request, ...(shown !== undefined && { body: shown }) } }
}

/** As the form has it: JSON for json, form and typed bodies, text for text, base64 for bytes. */
function bodyOf(base64: string, kind: Extract<TriggerSettings, { kind: 'http' }>['body']): Json | undefined {
  if (kind === 'none') return undefined
  if (kind === 'bytes') return base64
  const text = new TextDecoder().decode(fromBase64(base64) ?? new Uint8Array())
  if (kind === 'text') return text
  if (kind === 'form') return Object.fromEntries(new URLSearchParams(text))
  const read = readJson(text)
  return read.ok ? read.json : text
}
