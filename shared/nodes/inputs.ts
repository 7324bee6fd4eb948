import { z } from '../zod.ts'
import { settle } from './settle.ts'
import { Id } from '../directive/schema.ts'
import type { Flaw } from '../directive/explain.ts'
import { parseType } from '../wit/parse.ts'
import type { Field } from '../wit/types.ts'
import { memberOf } from '../wit/value.ts'
import { WitSyntaxError } from '../wit/wit-tokens.ts'
import type { Settled, TriggerDefinition } from './definition.ts'

const Settings = z.strictObject({
  inputs: z.record(Id, z.string()).optional().meta({
    title: 'Inputs',
    description: 'The inputs of the flow by name, each with its WIT type, such as string or option<u32>.',
  }),
})

export const inputs: TriggerDefinition = {
  kind: 'trigger',
  name: 'inputs',
  label: 'Inputs',
  help: 'Makes the flow a node for other flows: gives the values of its inputs, together, whenever it is called.',
  icon: 'log-in',
  category: 'Triggers',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, ({ inputs: written = {} }) => {
      const read = fieldsOf(written)
      if (!read.ok) return read
      const fields = read.value
      const out = fields.length === 0 ? { kind: 'unit' } as const : { kind: 'record', name: null, fields } as const
      return { ok: true, value: { settings: { kind: 'inputs', inputs: fields }, out } }
    }),
}

function fieldsOf(written: Readonly<Record<string, string>>): Settled<readonly Field[]> {
  const flaws: Flaw[] = []
  const fields: Field[] = []
  const members = new Map<string, string>()
  for (const [name, text] of Object.entries(written)) {
    const path = ['inputs', name]
    const other = members.get(memberOf(name))
    if (other !== undefined) {
      flaws.push({ path, message: `The inputs ${other} and ${name} cannot stand beside each other.`, mend: 'Rename one of them.' })
    }
    members.set(memberOf(name), name)
    try {
      fields.push({ name, type: parseType(text) })
    } catch (error) {
      if (!(error instanceof WitSyntaxError)) throw error
      flaws.push({
        path, message: `The type of the input ${name} cannot be read: ${error.message}.`,
        mend: 'Write a WIT type such as string or list<u32>.',
      })
    }
  }
  return flaws.length > 0 ? { ok: false, flaws } : { ok: true, value: fields }
}
