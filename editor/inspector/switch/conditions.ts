import { isInteger } from '../../../shared/wit/numbers.ts'
import type { Json } from '../../../shared/json/json.ts'
import { defaultValue } from '../../../shared/wit/sample-value.ts'
import type { PortType } from '../../../shared/wit/types.ts'
import type { SwitchRule } from '../../document/commands/switch-rules.ts'

/** What a condition compares with: any value, something that has an order, text, or nothing. */
export type Compares = 'value' | 'size' | 'range' | 'text' | 'pattern' | 'nothing'

interface Condition {
  readonly when: string
  readonly label: string
  readonly compares: Compares
  /** Of which values it makes sense to ask; null for all. */
  readonly of: readonly Sort[] | null
}

type Sort = 'number' | 'text' | 'bool' | 'list' | 'other' | 'open'

/** In the order of shared/nodes/rules.ts. */
export const CONDITIONS: readonly Condition[] = [
  { when: 'equals', label: 'is', compares: 'value', of: null },
  { when: 'not-equals', label: 'is not', compares: 'value', of: null },
  { when: 'less', label: 'is less than', compares: 'size', of: ['number', 'text', 'open'] },
  { when: 'at-most', label: 'is at most', compares: 'size', of: ['number', 'text', 'open'] },
  { when: 'more', label: 'is more than', compares: 'size', of: ['number', 'text', 'open'] },
  { when: 'at-least', label: 'is at least', compares: 'size', of: ['number', 'text', 'open'] },
  { when: 'between', label: 'is between', compares: 'range', of: ['number', 'text', 'open'] },
  { when: 'contains', label: 'contains', compares: 'text', of: ['text', 'open'] },
  { when: 'starts-with', label: 'starts with', compares: 'text', of: ['text', 'open'] },
  { when: 'ends-with', label: 'ends with', compares: 'text', of: ['text', 'open'] },
  { when: 'matches', label: 'matches the pattern', compares: 'pattern', of: ['text', 'open'] },
  { when: 'is-true', label: 'is true', compares: 'nothing', of: ['bool', 'open'] },
  { when: 'is-false', label: 'is false', compares: 'nothing', of: ['bool', 'open'] },
  { when: 'is-empty', label: 'is empty', compares: 'nothing', of: ['text', 'list', 'other', 'open'] },
  { when: 'is-null', label: 'is null, or not there', compares: 'nothing', of: ['other', 'open'] },
  { when: 'is-text', label: 'is text', compares: 'nothing', of: ['other', 'open'] },
  { when: 'is-number', label: 'is a number', compares: 'nothing', of: ['other', 'open'] },
  { when: 'is-list', label: 'is a list', compares: 'nothing', of: ['other', 'open'] },
  { when: 'is-object', label: 'is an object', compares: 'nothing', of: ['other', 'open'] },
]

export function conditionOf(when: string): Condition | undefined {
  return CONDITIONS.find((each) => each.when === when)
}

/** The conditions that can be asked of a value of this type, and the one that is set. */
export function conditionsFor(type: PortType, set: string): readonly Condition[] {
  const sort = sortOf(type)
  return CONDITIONS.filter(({ when, of }) => when === set || of === null || of.includes(sort))
}

/** The rule with another condition, what it compares with kept as far as it fits there. */
export function withCondition({ name, member, ...rest }: SwitchRule, when: string, type: PortType): SwitchRule {
  const before = rest['to'] ?? rest['than'] ?? rest['from'] ?? rest['text'] ?? rest['pattern']
  const rule = { name, ...(member === undefined ? {} : { member }), when }
  const size = isSize(before) ? before : sizeFor(type)
  switch (conditionOf(when)?.compares ?? 'nothing') {
    case 'value': return { ...rule, to: before ?? valueFor(type) }
    case 'size': return { ...rule, than: size }
    case 'range': return { ...rule, from: size, to: size }
    case 'text': return { ...rule, text: typeof before === 'string' ? before : '' }
    case 'pattern': return { ...rule, pattern: typeof before === 'string' ? before : '*' }
    case 'nothing': return rule
  }
}

/** A new rule: whether the value is the emptiest one there is. */
export function newRule(names: readonly string[], type: PortType): SwitchRule {
  return { name: freeName(names), when: 'equals', to: valueFor(type) }
}

function freeName(names: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'match' : `match${number}`
    if (!names.includes(name)) return name
  }
}

function isSize(json: Json | undefined): json is number | string {
  return typeof json === 'number' || typeof json === 'string'
}

function sizeFor(type: PortType): number | string {
  return sortOf(type) === 'text' ? '' : 0
}

function valueFor(type: PortType): Json {
  if (type.kind === 'any' || type.kind === 'var' || type.kind === 'unit') return ''
  return sortOf(type) === 'open' ? '' : defaultValue(type)
}

function sortOf(type: PortType): Sort {
  switch (type.kind) {
    case 'any': case 'var': case 'unit': case 'unusable': return 'open'
    case 'f32': case 'f64': return 'number'
    case 'string': case 'char': return 'text'
    case 'bool': return 'bool'
    case 'list': return type.item.kind === 'u8' ? 'text' : 'list'
    case 'known': return type.name === 'json' ? 'open' : type.name === 'timestamp' ? 'number' : 'text'
    case 'option': case 'record': case 'tuple': case 'variant': case 'result': case 'enum': case 'flags': return 'other'
    default: return isInteger(type.kind) ? 'number' : 'other'
  }
}
