import type { Json } from '../json/json.ts'
import { INTEGER_RANGES } from './numbers.ts'
import type { PortType, WitType } from './types.ts'

/** What a form for a value of this type starts with, in the JSON form: the emptiest value there is. */
export function defaultValue(type: WitType): Json {
  switch (type.kind) {
    case 'bool': return false
    case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return 0
    case 'char': return ' '
    case 'string': return ''
    case 'known': return type.name === 'json' ? null : type.name === 'timestamp' ? 0 : ''
    case 'list': return type.item.kind === 'u8' ? '' : []
    case 'option': return null
    case 'result': return { ok: type.ok === null ? null : defaultValue(type.ok) }
    case 'tuple': return type.items.map(defaultValue)
    case 'record': return Object.fromEntries(type.fields.map((field) => [field.name, defaultValue(field.type)]))
    case 'variant': {
      const first = type.cases[0]!
      return first.type === null ? first.name : { [first.name]: defaultValue(first.type) }
    }
    case 'enum': return type.cases[0]!
    case 'flags': return []
    case 'var': case 'unusable': return null
  }
}

/** The type in a few words for people: `whole number, 0 to 255`, `list of text`. */
export function describeType(type: PortType): string {
  switch (type.kind) {
    case 'bool': return 'yes or no'
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': {
      const { min, max } = INTEGER_RANGES[type.kind]
      return `whole number, ${min} to ${max}`
    }
    case 's64': return 'whole number'
    case 'u64': return 'whole number, 0 or more'
    case 'f32': case 'f64': return 'number'
    case 'char': return 'one character'
    case 'string': return 'text'
    case 'known': return KNOWN[type.name]
    case 'list': return type.item.kind === 'u8' ? 'bytes' : `list of ${describeType(type.item)}`
    case 'option': return `${describeType(type.some)}, or nothing`
    case 'result': {
      const ok = type.ok === null ? 'success' : describeType(type.ok)
      return type.err === null ? `${ok}, or an error` : `${ok}, or an error: ${describeType(type.err)}`
    }
    case 'tuple': return `${type.items.length} values: ${type.items.map(describeType).join('; ')}`
    case 'record': return `${type.name ?? 'record'} with ${listed(type.fields.map(({ name }) => name))}`
    case 'variant': return `${type.name ?? 'one of'}: ${listed(type.cases.map(({ name }) => name))}`
    case 'enum': return `one of ${listed(type.cases)}`
    case 'flags': return `any of ${listed(type.flags)}`
    case 'unusable': return `not usable: ${type.reason}`
    case 'any': return 'anything'
    case 'var': return 'the type of what is wired in'
    case 'unit': return 'a signal without a value'
  }
}

const KNOWN = {
  json: 'JSON', html: 'HTML', svg: 'SVG', markdown: 'Markdown', csv: 'CSV', url: 'web address',
  image: 'picture', timestamp: 'point in time',
} as const

function listed(names: readonly string[]): string {
  return names.length <= 6 ? names.join(', ') : `${names.slice(0, 6).join(', ')} and ${names.length - 6} more`
}
