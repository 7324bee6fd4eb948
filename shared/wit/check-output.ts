import { inside } from './conversion-error.ts'
import { checkJsonText } from './json-form.ts'
import type { WitType } from './types.ts'
import { memberOf } from './value.ts'
import type { Value } from './value.ts'

/** Throws `ConversionError` with the place. */
export type OutputCheck = (value: Value) => void

const compiled = new WeakMap<WitType, OutputCheck | null>()

/**
 * The check of what a component claims to be json, so that everybody after it may trust a json value to be JSON text.
 * Null for types that hold no json, which need no look.
 */
export function outputCheck(type: WitType): OutputCheck | null {
  const known = compiled.get(type)
  if (known !== undefined) return known
  const check = checkOf(type)
  compiled.set(type, check)
  return check
}

function checkOf(type: WitType): OutputCheck | null {
  switch (type.kind) {
    case 'known':
      return type.name === 'json' ? (value) => checkJsonText(value as string) : null
    case 'list': {
      const item = outputCheck(type.item)
      return item === null ? null : (value) => (value as readonly Value[]).forEach((each, at) => within(at, item, each))
    }
    case 'option': {
      const some = outputCheck(type.some)
      if (some === null) return null
      if (type.some.kind === 'option') return (value) => checkPayload(value, 'some', some)
      return (value) => { if (value !== undefined) some(value) }
    }
    case 'result': {
      const ok = type.ok === null ? null : outputCheck(type.ok)
      const err = type.err === null ? null : outputCheck(type.err)
      if (ok === null && err === null) return null
      return (value) => {
        if (ok !== null) checkPayload(value, 'ok', ok)
        if (err !== null) checkPayload(value, 'err', err)
      }
    }
    case 'tuple': {
      const items = type.items.map(outputCheck)
      if (items.every((item) => item === null)) return null
      return (value) => items.forEach((item, at) => item !== null && within(at, item, (value as readonly Value[])[at]))
    }
    case 'record': {
      const fields = type.fields.flatMap(({ name, type: field }) => {
        const check = outputCheck(field)
        return check === null ? [] : [{ name, member: memberOf(name), check }]
      })
      if (fields.length === 0) return null
      return (value) => fields.forEach(({ name, member, check }) => within(name, check, (value as Record<string, Value>)[member]))
    }
    case 'variant': {
      const cases = type.cases.flatMap(({ name, type: payload }) => {
        const check = payload === null ? null : outputCheck(payload)
        return check === null ? [] : [{ name, check }]
      })
      if (cases.length === 0) return null
      return (value) => cases.forEach(({ name, check }) => checkPayload(value, name, check))
    }
    case 'enum': case 'flags': case 'var': case 'unusable': case 'bool': case 'char': case 'string': case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return null
  }
}

function checkPayload(value: Value, tag: string, check: OutputCheck): void {
  const tagged = value as { readonly tag: string; readonly val?: Value }
  if (tagged.tag === tag) within(tag, check, tagged.val)
}

function within(member: string | number, check: OutputCheck, value: Value): void {
  try {
    check(value)
  } catch (thrown) {
    throw inside(member, thrown)
  }
}
