import { listOf } from '../engine/calls.ts'
import type { WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { z } from '../zod.ts'
import { gives } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { settle } from './settle.ts'
import { LIST_OF_T, T } from './variables.ts'

const Settings = z.strictObject({})

export const append: CoreDefinition = {
  kind: 'core',
  name: 'append',
  label: 'Append',
  help: 'Gives a list with one more item at its end, so that a loop can gather what its turns give.',
  icon: 'list-plus',
  category: 'Data',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [
          {
            name: 'list',
            type: { kind: 'option', some: LIST_OF_T },
            help: 'Empty begins a new list.',
            required: false,
          },
          { name: 'item', type: T, help: 'What is added.', required: true },
        ],
        result: LIST_OF_T,
      },
    })),
  work: {
    kind: 'call',
    prepare: (_, types) => ([list, item]) =>
      gives(listOf([...((list ?? []) as Iterable<Value>), item], types.get('T') as WitType)),
    examples: [
      { title: 'To a list', in: { list: ['a', 'b'], item: 'c' }, out: { out: ['a', 'b', 'c'] } },
      { title: 'A new list', types: { item: 'u32' }, in: { item: 7 }, out: { out: [7] } },
    ],
  },
}
