import { listOf } from '../engine/calls.ts'
import type { Value } from '../wit/value.ts'
import { z } from '../zod.ts'
import { gives } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { settle } from './settle.ts'
import { LIST_OF_T, T } from './variables.ts'

const Settings = z.strictObject({})

export const concat: CoreDefinition = {
  kind: 'core',
  name: 'concat',
  label: 'Join lists',
  help: 'Makes one list of two: first all items of the one, then all of the other.',
  icon: 'list-end',
  category: 'Data',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [
          { name: 'first', type: LIST_OF_T, help: 'A list.', required: true },
          { name: 'second', type: LIST_OF_T, help: 'A list of the same.', required: true },
        ],
        result: LIST_OF_T,
      },
    })),
  work: {
    kind: 'call',
    prepare: (_, types) => ([first, second]) =>
      gives(listOf([...(first as Iterable<Value>), ...(second as Iterable<Value>)], types.get('T') ?? T)),
    examples: [
      { title: 'Two lists', in: { first: [1, 2], second: [3] }, out: { out: [1, 2, 3] } },
      {
        title: 'Bytes', types: { first: 'list<u8>', second: 'image' },
        in: { first: 'AQI=', second: 'Aw==' }, out: { out: 'AQID' },
      },
    ],
  },
}
