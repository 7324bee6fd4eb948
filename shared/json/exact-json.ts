import type { Json } from './json.ts'

/** Parsed JSON in which whole numbers beyond 2⁵³ are bigints, so that none has lost its last digits. */
export type ExactJson =
  | null | boolean | number | bigint | string
  | readonly ExactJson[]
  | { readonly [name: string]: ExactJson }

type Reviver = (name: string, value: unknown, context: { readonly source?: string }) => unknown

const WHOLE = /^-?\d+$/

/** `text` is trusted to be JSON. */
export function parseExact(text: string): ExactJson {
  const revive: Reviver = (_, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && source !== undefined && WHOLE.test(source)
      ? BigInt(source) : value
  return JSON.parse(text, revive as (name: string, value: unknown) => unknown) as ExactJson
}

/**
 * Whether a value is what somebody typed in as `other`. Numbers are compared by what they stand for; where `other` is
 * the digits of a whole number beyond 2⁵³, as the JSON form writes it, it is that number.
 */
export function equalsJson(value: ExactJson, other: Json): boolean {
  if (typeof value === 'number' || typeof value === 'bigint') {
    const number = numberIn(other)
    // Of a number and a bigint `==` compares what they stand for.
    // oxlint-disable-next-line eqeqeq
    return number !== null && value == number
  }
  if (value === null || typeof value !== 'object' || other === null || typeof other !== 'object') return value === other
  if (Array.isArray(value) || Array.isArray(other)) {
    return Array.isArray(value) && Array.isArray(other) && value.length === other.length
      && value.every((item: ExactJson, at) => equalsJson(item, other[at] as Json))
  }
  const members = Object.entries(value as Readonly<Record<string, ExactJson>>)
  const others = new Map(Object.entries(other as Readonly<Record<string, Json>>))
  return members.length === others.size
    && members.every(([name, member]) => others.has(name) && equalsJson(member, others.get(name)!))
}

/**
 * Below 0 where `value` comes before `other`, above 0 where it comes after it; null where the two have no order.
 * Numbers by size, texts by the numbers of their characters.
 */
export function orderJson(value: ExactJson, other: number | string): number | null {
  if (typeof value === 'string') return typeof other !== 'string' ? null : value < other ? -1 : value > other ? 1 : 0
  const number = typeof value === 'number' || typeof value === 'bigint' ? numberIn(other) : null
  if (number === null) return null
  const sized = value as number | bigint
  return sized < number ? -1 : sized > number ? 1 : sized >= number ? 0 : null
}

function numberIn(json: Json): number | bigint | null {
  if (typeof json === 'number') return json
  if (typeof json !== 'string' || !WHOLE.test(json)) return null
  const number = BigInt(json)
  return number > BigInt(Number.MAX_SAFE_INTEGER) || number < BigInt(Number.MIN_SAFE_INTEGER) ? number : null
}
