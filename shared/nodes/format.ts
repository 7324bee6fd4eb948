import { z } from '../zod.ts'
import { calls, gives } from './calls.ts'
import { settle } from './settle.ts'
import type { CoreDefinition } from './definition.ts'
import type { AnyValue } from '../wit/any-value.ts'
import { printJson } from '../wit/json-form.ts'
import type { PortType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'

const Settings = z.strictObject({})

export const format: CoreDefinition = {
  kind: 'core',
  name: 'format',
  label: 'To text',
  help: 'Gives any value as text: text (a JSON string too) as it is, everything else as JSON.',
  icon: 'type',
  category: 'Convert',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [{ name: 'value', type: { kind: 'any' }, help: 'Any value.', required: true }],
        result: { kind: 'string' },
      },
    })),
  work: calls(([any]) => {
    const { type, value } = any as AnyValue
    return gives(textOf(type, value))
  }, [
    { title: 'A number', in: { value: 1.5 }, out: { out: '1.5' } },
    { title: 'Text stays as it is', in: { value: 'hello' }, out: { out: 'hello' } },
    { title: 'Everything else is JSON', in: { value: { sizes: [1, 2] } }, out: { out: '{"sizes":[1,2]}' } },
  ]),
}

/** A 64-bit number inside a json value keeps its digits, because only text that is a string is parsed. */
function textOf(type: PortType, value: Value): string {
  if (type.kind === 'string') return value as string
  const text = printJson(value, type).trim()
  return text.startsWith('"') ? (JSON.parse(text) as string) : text
}
