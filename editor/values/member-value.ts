import type { Json } from '../../shared/json/json.ts'
import type { TracedValue } from '../../shared/runner/messages.ts'

/** What stands at the end of a path's members in a traced value's JSON form; undefined when there is nothing. */
export function memberOfTraced(value: TracedValue, members: readonly string[]): TracedValue | undefined {
  let json: Json = value.json
  for (const member of members) {
    if (json === null || typeof json !== 'object' || !Object.hasOwn(json, member)) return undefined
    json = (json as { readonly [member: string]: Json })[member] as Json
  }
  return members.length === 0 ? value : { json, whole: value.whole, bytes: 0 }
}
