import { parsePath } from '../directive/path.ts'
import { parseExact, type ExactJson } from '../json/exact-json.ts'
import { printJson } from '../wit/json-form.ts'
import { memberGetter, MISSING } from '../wit/member.ts'
import type { PortType, WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { z } from '../zod.ts'
import { gives } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { holds, Rule } from './rules.ts'
import { settle } from './settle.ts'
import { T } from './variables.ts'

const Settings = z.strictObject({
  rules: z.array(Rule).min(1).max(100).meta({
    title: 'Rules',
    description: 'The first rule that holds decides by which port the value leaves.',
  }),
  otherwise: Rule.options[0].shape.name.optional().meta({
    title: 'Otherwise',
    description: 'The port by which a value leaves for which no rule holds. Empty: none fires then.',
  }),
})

export const switchNode: CoreDefinition = {
  kind: 'core',
  name: 'switch',
  label: 'Switch',
  help: 'Lets a value leave by the port of the first rule that holds for it: one port for each rule.',
  icon: 'split',
  category: 'Control',
  settings: Settings,
  settle: (given) => settle(Settings, given, ({ rules, otherwise }) => {
    const names = [...rules.map(({ name }) => name), ...(otherwise === undefined ? [] : [otherwise])]
    const cases = [...new Set(names)].map((name) => ({ name, type: T }))
    const sorted: WitType = { kind: 'variant', name: null, cases }
    return {
      ok: true,
      value: {
        inputs: [{ name: 'value', type: T, help: 'What is sorted. It leaves as it came.', required: true }],
        result: otherwise === undefined ? { kind: 'option', some: sorted } : sorted,
      },
    }
  }),
  work: {
    kind: 'call',
    prepare(given, types) {
      const { rules, otherwise } = Settings.parse(given)
      const readers = rules.map(({ member }) => readerOf(types.get('T') ?? T, member))
      return ([value]) => {
        const rule = rules.find((each, at) => holds(each, readers[at]!(value)))
        const name = rule?.name ?? otherwise
        return gives(name === undefined ? undefined : { tag: name, val: value })
      }
    },
    examples: [
      {
        title: 'By size',
        with: {
          rules: [{ name: 'cold', when: 'less', than: 10 }, { name: 'warm', when: 'between', from: 10, to: 25 }],
          otherwise: 'hot',
        },
        types: { value: 's32' },
        in: { value: 12 },
        out: { out: { warm: 12 }, 'out.warm': 12 },
      },
      {
        title: 'By a member',
        with: {
          rules: [{ name: 'invoice', when: 'matches', member: 'file.name', pattern: 'invoice-*.pdf' }],
          otherwise: 'other',
        },
        in: { value: { file: { name: 'invoice-7.pdf' } } },
        out: {
          out: { invoice: { file: { name: 'invoice-7.pdf' } } },
          'out.invoice': { file: { name: 'invoice-7.pdf' } },
        },
      },
      {
        title: 'No rule holds',
        with: { rules: [{ name: 'yes', when: 'is-true' }] },
        types: { value: 'bool' },
        in: { value: false },
        out: { none: null },
      },
      {
        title: 'Whole numbers of 64 bits exactly',
        with: { rules: [{ name: 'exactly', when: 'equals', to: '9007199254740993' }], otherwise: 'other' },
        types: { value: 'u64' },
        in: { value: '9007199254740992' },
        out: { out: { other: '9007199254740992' }, 'out.other': '9007199254740992' },
      },
    ],
  },
}

/** What a rule looks at. A member that is not there counts as null. */
function readerOf(type: WitType, member: string | undefined): (value: Value) => ExactJson {
  if (member === undefined) return (value) => exactOf(value, type)
  const members = parsePath(`value.out.${member}`)?.members
  const getter = members === undefined ? null : memberGetter(type, members)
  if (getter === null) return () => null
  return (value) => {
    const found = getter.get(value)
    return found === MISSING ? null : exactOf(found, getter.type)
  }
}

function exactOf(value: Value, type: PortType): ExactJson {
  switch (type.kind) {
    case 'bool': case 'char': case 'string': case 'enum': case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return value as ExactJson
    case 'known': return type.name === 'timestamp' ? (value as bigint) : parseExact(printJson(value, type))
    default: return parseExact(printJson(value, type))
  }
}
