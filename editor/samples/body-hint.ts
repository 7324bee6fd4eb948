import type { Json } from '../../shared/json/json.ts'
import type { TriggerSettings } from '../../shared/resolve/types.ts'
import { ConversionError } from '../../shared/wit/conversion-error.ts'
import { fromJson } from '../../shared/wit/json-form.ts'
import { describeType } from '../../shared/wit/sample-value.ts'
import type { WitType } from '../../shared/wit/types.ts'

/** What a typed body should be, or why this one will be refused: it may stay, because the refusal can be what is tried. */
export function bodyHint({ body, bodyType }: Extract<TriggerSettings, { kind: 'http' }>, json: Json | undefined): string | null {
  if (body !== 'typed' || bodyType === null) return null
  try {
    if (json !== undefined) fromJson(json, bodyType as WitType)
    return `Wants ${describeType(bodyType)}.`
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error
    return `The trigger will refuse it: ${error.message}`
  }
}
