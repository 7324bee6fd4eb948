import type { Json } from '../json/json.ts'
import { jsonItems, jsonMembers, OPEN_BRACE, OPEN_BRACKET } from '../json/scan.ts'
import { casesOf } from './cases.ts'
import { RawJson } from './raw-json.ts'
import type { JsonSource } from './raw-json.ts'
import { canBeNull } from './json-write.ts'
import { compileReader } from './json-read.ts'
import type { WitType } from './types.ts'
import type { Value } from './value.ts'

// JSON text → value. `JSON.parse` would round 64-bit numbers and print json members anew, so types that hold either are
// scanned along the type, and what must stay exact is handed to the reader as its text.

/**
 * Reads values of one type from JSON text, which is trusted to be valid. What does not fit throws `ConversionError`.
 */
export function compileTextReader(type: WitType): (text: string) => Value {
  const read = compileReader(type)
  if (!isExact(type)) return (text) => read(JSON.parse(text) as Json)
  const lift = lifterOf(type)
  return (text) => read(lift(text.trim()))
}

/** From the exact text of one value, without white space around it. */
type Lifter = (text: string) => JsonSource

const lifters = new WeakMap<WitType, Lifter>()
const exact = new WeakMap<WitType, boolean>()

function isExact(type: WitType): boolean {
  let known = exact.get(type)
  if (known === undefined) exact.set(type, (known = holdsExact(type)))
  return known
}

function holdsExact(type: WitType): boolean {
  switch (type.kind) {
    case 's64': case 'u64': return true
    case 'known': return type.name === 'json' || type.name === 'timestamp'
    case 'list': return isExact(type.item)
    case 'option': return isExact(type.some)
    case 'tuple': return type.items.some(isExact)
    case 'record': return type.fields.some((field) => isExact(field.type))
    case 'variant': case 'result': return casesOf(type).some((each) => each.type !== null && isExact(each.type))
    case 'bool': case 'char': case 'string': case 'enum': case 'flags': case 'var': case 'unusable': case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32':
      return false
  }
}

function lifterOf(type: WitType): Lifter {
  let lifter = lifters.get(type)
  if (lifter === undefined) lifters.set(type, (lifter = isExact(type) ? compileLifter(type) : parse))
  return lifter
}

function parse(text: string): JsonSource {
  return JSON.parse(text) as Json
}

/** Brings text into the shape that the reader expects; whether it has that shape is for the reader to say. */
function compileLifter(type: WitType): Lifter {
  switch (type.kind) {
    case 'list': {
      const lift = lifterOf(type.item)
      return (text) => (text.charCodeAt(0) === OPEN_BRACKET ? jsonItems(text).map(lift) : parse(text))
    }
    case 'tuple': {
      const items = type.items.map(lifterOf)
      return (text) => {
        if (text.charCodeAt(0) !== OPEN_BRACKET) return parse(text)
        return jsonItems(text).map((item, index) => (items[index] ?? parse)(item))
      }
    }
    case 'option': {
      const lift = lifterOf(type.some)
      if (canBeNull(type.some)) return liftMembers(new Map([['some', lift]]))
      return (text) => (text === 'null' ? null : lift(text))
    }
    case 'record': return liftMembers(new Map(type.fields.map((field) => [field.name, lifterOf(field.type)])))
    case 'variant': case 'result':
      return liftMembers(new Map(casesOf(type).map(({ name, type }) => [name, type === null ? parse : lifterOf(type)])))
    case 'known': case 's64': case 'u64': return (text) => new RawJson(text)
    case 'bool': case 'char': case 'string': case 'enum': case 'flags': case 'var': case 'unusable': case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32':
      return parse
  }
}

function liftMembers(members: ReadonlyMap<string, Lifter>): Lifter {
  return (text) => {
    if (text.charCodeAt(0) !== OPEN_BRACE) return parse(text)
    // Without a prototype `__proto__` is a name like any other.
    const lifted = Object.create(null) as Record<string, JsonSource>
    for (const [name, member] of jsonMembers(text)) lifted[name] = (members.get(name) ?? parse)(member)
    return lifted
  }
}
