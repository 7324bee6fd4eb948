import { isJson } from '../wit/known-types.ts'
import type { Value } from '../wit/value.ts'
import { z } from '../zod.ts'
import { gives } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { held } from './options.ts'
import { settle } from './settle.ts'
import { OPTION_OF_T, T } from './variables.ts'

const Settings = z.strictObject({})

export const orElse: CoreDefinition = {
  kind: 'core',
  name: 'or-else',
  label: 'Or else',
  help: 'Gives a value, or another one where it is not there: an empty option, a missing member, null in JSON.',
  icon: 'shield-question-mark',
  category: 'Control',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [
          { name: 'value', type: OPTION_OF_T, help: 'What may be empty. Connect result of an option.', required: true },
          { name: 'otherwise', type: T, help: 'What stands in for it.', required: true },
        ],
        result: T,
      },
    })),
  work: {
    kind: 'call',
    prepare(_, types) {
      const type = types.get('T') ?? T
      const isNull = (found: Value) => isJson(type) && (found as string).trim() === 'null'
      return ([value, otherwise]) => {
        const found = held(value, type).filter((each) => !isNull(each))
        return gives(found.length === 0 ? otherwise : found[0])
      }
    },
    examples: [
      { title: 'A value', types: { value: 'option<u8>' }, in: { value: 5, otherwise: 0 }, out: { out: 5 } },
      { title: 'An empty option', types: { value: 'option<u8>' }, in: { value: null, otherwise: 0 }, out: { out: 0 } },
      { title: 'Null', in: { value: { some: null }, otherwise: 'nobody' }, out: { out: 'nobody' } },
    ],
  },
}
