import type { Json } from '../../shared/json/json.ts'
import type { TriggerSettings } from '../../shared/resolve/types.ts'
import { ConversionError } from '../../shared/wit/conversion-error.ts'
import { fromJson } from '../../shared/wit/json-form.ts'
import type { WitType } from '../../shared/wit/types.ts'

type HttpSettings = Extract<TriggerSettings, { kind: 'http' }>

/** Why a trigger with a typed body will refuse this one; null when it will not. */
export function bodyFlaw({ body, bodyType }: HttpSettings, json: Json | undefined): string | null {
  if (body !== 'typed' || json === undefined) return null
  try {
    fromJson(json, bodyType as WitType)
    return null
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error
    return error.message
  }
}
