import { z } from '../zod.ts'
import { gives } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { noneOf, someOf } from './options.ts'
import { settle } from './settle.ts'
import { T } from './variables.ts'

const Settings = z.strictObject({})

export const gate: CoreDefinition = {
  kind: 'core',
  name: 'gate',
  label: 'Gate',
  help: 'Lets a value through while it is open. Closed, none fires instead.',
  icon: 'door-open',
  category: 'Control',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [
          { name: 'value', type: T, help: 'What may pass.', required: true },
          { name: 'open', type: { kind: 'bool' }, help: 'Whether it passes.', required: true },
        ],
        result: { kind: 'option', some: T },
      },
    })),
  work: {
    kind: 'call',
    prepare(_, types) {
      const type = types.get('T') ?? T
      return ([value, open]) => gives(open === true ? someOf(value, type) : noneOf(type))
    },
    examples: [
      { title: 'Open', in: { value: 'hello', open: true }, out: { out: 'hello' } },
      { title: 'Closed', types: { value: 'u8' }, in: { value: 7, open: false }, out: { none: null } },
    ],
  },
}
