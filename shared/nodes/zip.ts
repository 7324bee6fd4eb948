import type { WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { z } from '../zod.ts'
import { calls, gives } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { settle } from './settle.ts'

const Settings = z.strictObject({})
const A: WitType = { kind: 'var', name: 'A' }
const B: WitType = { kind: 'var', name: 'B' }

export const zip: CoreDefinition = {
  kind: 'core',
  name: 'zip',
  label: 'Zip',
  help: 'Makes pairs of two lists: the first items, the second ones, and so on, until the shorter list ends.',
  icon: 'merge',
  category: 'Data',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [
          { name: 'first', type: { kind: 'list', item: A }, help: 'A list.', required: true },
          { name: 'second', type: { kind: 'list', item: B }, help: 'Another list.', required: true },
        ],
        result: { kind: 'list', item: { kind: 'tuple', items: [A, B] } },
      },
    })),
  work: calls(([first, second]) => {
    const left = Array.from(first as ArrayLike<Value>)
    const right = second as ArrayLike<Value>
    return gives(left.slice(0, right.length).map((item, at) => [item, right[at]]))
  }, [
    {
      title: 'Names and numbers', types: { second: 'list<u32>' },
      in: { first: ['Ada', 'Bo'], second: [7, 8] }, out: { out: [['Ada', 7], ['Bo', 8]] },
    },
    { title: 'The shorter list ends it', in: { first: [1], second: [2, 3] }, out: { out: [[1, 2]] } },
  ]),
}
