import type { WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'

// Values of `option<some>`: an option of an option needs a tag to tell the two apart; see `Value`.

export function someOf(val: Value, some: WitType): Value {
  return some.kind === 'option' ? { tag: 'some', val } : val
}

export function noneOf(some: WitType): Value {
  return some.kind === 'option' ? { tag: 'none' } : undefined
}

/** What an option holds, in a list of one; an empty list when it is empty. */
export function held(value: Value, some: WitType): readonly Value[] {
  if (some.kind !== 'option') return value === undefined ? [] : [value]
  const { tag, val } = value as { readonly tag: 'none' | 'some'; readonly val?: Value }
  return tag === 'some' ? [val] : []
}
