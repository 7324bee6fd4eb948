import fc from 'fast-check'
import { INTEGER_RANGES } from './numbers.ts'
import type { IntegerKind } from './numbers.ts'
import type { WitType } from './types.ts'
import { memberOf } from './value.ts'
import type { Value } from './value.ts'

// Arbitrary WIT types and, of a type, arbitrary values, for property tests.

const NAME = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9]{0,4}(-[a-z]{1,3}){0,2}$/),
  fc.constantFrom(
    'record', 'string', 'from', 'constructor', 'to-string', 'json', 'then', 'has-own-property', 'ok',
    'some', 'value-of',
  ),
)

function names(maxLength: number): fc.Arbitrary<string[]> {
  return fc.uniqueArray(NAME, { minLength: 1, maxLength, selector: (name) => memberOf(name) })
}

const PRIMITIVES = [
  'bool', 's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'f32', 'f64', 'char', 'string',
] as const
export const LEAVES: readonly WitType[] = [
  ...PRIMITIVES.map((kind) => ({ kind })),
  ...(['json', 'html', 'url', 'image', 'timestamp'] as const).map((name) => ({ kind: 'known', name }) as const),
]

const { type } = fc.letrec<{ type: WitType }>((tie) => {
  const item = tie('type')
  const payload = fc.option(item)
  return {
    type: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      { weight: 4, arbitrary: fc.constantFrom(...LEAVES) },
      { weight: 1, arbitrary: item.map((item): WitType => ({ kind: 'list', item })) },
      { weight: 2, arbitrary: item.map((some): WitType => ({ kind: 'option', some })) },
      { weight: 1, arbitrary: fc.tuple(payload, payload).map(([ok, err]): WitType => ({ kind: 'result', ok, err })) },
      {
        weight: 1,
        arbitrary: fc.array(item, { minLength: 1, maxLength: 3 }).map((items): WitType => ({ kind: 'tuple', items })),
      },
      {
        weight: 2,
        arbitrary: names(4).chain((all) =>
          fc.tuple(...all.map(() => item)).map((types): WitType =>
            ({ kind: 'record', name: null, fields: all.map((name, index) => ({ name, type: types[index]! })) }))),
      },
      {
        weight: 2,
        arbitrary: names(4).chain((all) =>
          fc.tuple(...all.map(() => payload)).map((types): WitType =>
            ({ kind: 'variant', name: null, cases: all.map((name, index) => ({ name, type: types[index]! })) }))),
      },
      { weight: 1, arbitrary: names(5).map((cases): WitType => ({ kind: 'enum', name: null, cases })) },
      { weight: 1, arbitrary: names(5).map((flags): WitType => ({ kind: 'flags', name: null, flags })) },
    ),
  }
})

export const anyType: fc.Arbitrary<WitType> = type

/** Well-formed text with odd characters in it; a component's strings are never anything else. */
export const anyText = fc.string({ unit: 'binary', maxLength: 8 })

/**
 * JSON text as somebody else may write it: inner white space, escapes, numbers beyond 2⁵³ and names that stand twice.
 */
export const anyJsonText: fc.Arbitrary<string> = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.jsonValue({ maxDepth: 3 }).map((json) => JSON.stringify(json, null, 2)),
  fc.bigInt().map(String),
  fc.constantFrom('{"id":12345678901234567890}', '[1.0,1e2]', '"\\u00e9\\/"', '{"a":1,"a":2}'),
)

export function anyValue(type: WitType): fc.Arbitrary<Value> {
  switch (type.kind) {
    case 'bool': return fc.boolean()
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': return anyWide(type.kind).map(Number)
    case 's64': case 'u64': return anyWide(type.kind)
    case 'f32': return fc.float()
    case 'f64': return fc.double()
    case 'char': return fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })
    case 'string': return anyText
    case 'known':
      if (type.name === 'json') return anyJsonText
      if (type.name === 'image') return fc.uint8Array()
      return type.name === 'timestamp' ? anyWide('s64') : anyText
    case 'list': return type.item.kind === 'u8' ? fc.uint8Array() : fc.array(anyValue(type.item), { maxLength: 4 })
    case 'option':
      return type.some.kind === 'option'
        ? fc.oneof(fc.constant({ tag: 'none' }), anyValue(type.some).map((val) => ({ tag: 'some', val })))
        : fc.option(anyValue(type.some), { nil: undefined })
    case 'result': return fc.oneof(anyCase('ok', type.ok), anyCase('err', type.err))
    case 'tuple': return fc.tuple(...type.items.map(anyValue))
    case 'record':
      return fc.tuple(...type.fields.map((field) => anyValue(field.type)))
        .map((values) => Object.fromEntries(type.fields.map(({ name }, index) => [memberOf(name), values[index]])))
    case 'variant': return fc.oneof(...type.cases.map((each) => anyCase(each.name, each.type)))
    case 'enum': return fc.constantFrom(...type.cases)
    case 'flags':
      return fc.tuple(...type.flags.map(() => fc.boolean()))
        .map((set) => Object.fromEntries(type.flags.map((name, index) => [memberOf(name), set[index]])))
    case 'var': case 'unusable': throw new Error(`no values of ${type.kind}`)
  }
}

function anyWide(kind: IntegerKind): fc.Arbitrary<bigint> {
  const { min, max } = INTEGER_RANGES[kind]
  const near = fc.bigInt({ min: min < 0n ? -9n : 0n, max: 9n })
  return fc.oneof(fc.bigInt({ min, max }), fc.constantFrom(min, max, min + 1n, max - 1n), near)
}

function anyCase(tag: string, payload: WitType | null): fc.Arbitrary<Value> {
  return payload === null ? fc.constant({ tag }) : anyValue(payload).map((val) => ({ tag, val }))
}

/** A type and a value of it. */
export const typed: fc.Arbitrary<{ readonly type: WitType; readonly value: Value }> =
  anyType.chain((type) => anyValue(type).map((value) => ({ type, value })))
