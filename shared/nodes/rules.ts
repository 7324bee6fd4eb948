import { z } from '../zod.ts'
import { equalsJson, orderJson, type ExactJson } from '../json/exact-json.ts'
import { matchesGlob } from '../json/glob.ts'
import type { Json } from '../json/json.ts'

// The rules of the node `switch`: what they look like in a directive, and when each holds.

const CaseName = z.string()
  .regex(/^[a-z][a-z0-9-]*$/, 'a name is a lower-case letter followed by lower-case letters, digits and hyphens')
  .max(64)
const AnyJson = z.json() as unknown as z.ZodType<Json>
const Sized = z.union([z.number(), z.string()])

const common = {
  name: CaseName.meta({ title: 'Name', description: 'The port by which a value leaves for which the rule holds.' }),
  member: z.string().min(1).max(1024).optional().meta({
    title: 'Of the member', description: 'Looks at a member of the value, such as order.total, instead of the whole.',
  }),
}
const than = { than: Sized.meta({ title: 'Than', description: 'A number, or text to compare with by the alphabet.' }) }
const text = { text: z.string().meta({ title: 'Text', description: 'Upper and lower case count.' }) }

function rule<W extends string, S extends z.core.$ZodLooseShape>(when: W, more: S) {
  return z.strictObject({ ...common, when: z.literal(when), ...more })
}

export const Rule = z.discriminatedUnion('when', [
  rule('equals', { to: AnyJson.meta({ title: 'To', description: 'A JSON value.' }) }),
  rule('not-equals', { to: AnyJson.meta({ title: 'To', description: 'A JSON value.' }) }),
  rule('less', than),
  rule('at-most', than),
  rule('more', than),
  rule('at-least', than),
  rule('between', {
    from: Sized.meta({ title: 'From', description: 'The least that is within.' }),
    to: Sized.meta({ title: 'To', description: 'The most that is within.' }),
  }),
  rule('contains', text),
  rule('starts-with', text),
  rule('ends-with', text),
  rule('matches', {
    pattern: z.string().meta({
      title: 'Pattern', description: 'Text in which * stands for any characters and ? for one.',
    }),
  }),
  rule('is-true', {}),
  rule('is-false', {}),
  rule('is-empty', {}),
  rule('is-null', {}),
  rule('is-text', {}),
  rule('is-number', {}),
  rule('is-list', {}),
  rule('is-object', {}),
])
export type Rule = z.infer<typeof Rule>

/** Whether a rule holds for a value. What has no order is neither less nor more, and what is no text contains none. */
export function holds(rule: Rule, value: ExactJson): boolean {
  switch (rule.when) {
    case 'equals': return equalsJson(value, rule.to)
    case 'not-equals': return !equalsJson(value, rule.to)
    case 'less': return isOrdered(value, rule.than, (order) => order < 0)
    case 'at-most': return isOrdered(value, rule.than, (order) => order <= 0)
    case 'more': return isOrdered(value, rule.than, (order) => order > 0)
    case 'at-least': return isOrdered(value, rule.than, (order) => order >= 0)
    case 'between':
      return isOrdered(value, rule.from, (order) => order >= 0) && isOrdered(value, rule.to, (order) => order <= 0)
    case 'contains': return typeof value === 'string' && value.includes(rule.text)
    case 'starts-with': return typeof value === 'string' && value.startsWith(rule.text)
    case 'ends-with': return typeof value === 'string' && value.endsWith(rule.text)
    case 'matches': return typeof value === 'string' && matchesGlob(value, rule.pattern)
    case 'is-true': return value === true
    case 'is-false': return value === false
    case 'is-empty': return isEmpty(value)
    case 'is-null': return value === null
    case 'is-text': return typeof value === 'string'
    case 'is-number': return typeof value === 'number' || typeof value === 'bigint'
    case 'is-list': return Array.isArray(value)
    case 'is-object': return value !== null && typeof value === 'object' && !Array.isArray(value)
  }
}

function isOrdered(value: ExactJson, other: number | string, is: (order: number) => boolean): boolean {
  const order = orderJson(value, other)
  return order !== null && is(order)
}

function isEmpty(value: ExactJson): boolean {
  if (value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
