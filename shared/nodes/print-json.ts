import { z } from '../zod.ts'
import { calls, gives } from './calls.ts'
import { settle } from './settle.ts'
import type { CoreDefinition } from './definition.ts'

const Settings = z.strictObject({})

export const printJson: CoreDefinition = {
  kind: 'core',
  name: 'print-json',
  label: 'Print JSON',
  help: 'Gives the text of a JSON value: strings come in quotes.',
  icon: 'text-quote',
  category: 'Convert',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [
          { name: 'value', type: { kind: 'known', name: 'json' }, help: 'Any JSON value.', required: true },
        ],
        result: { kind: 'string' },
      },
    })),
  // What travels on a json wire is JSON text already: as written, so that no digit of a number is lost.
  work: calls(([value]) => gives(value), [
    { title: 'An object', in: { value: { a: [1, true] } }, out: { out: '{"a":[1,true]}' } },
    { title: 'Text comes in quotes', in: { value: 'hello' }, out: { out: '"hello"' } },
  ]),
}
