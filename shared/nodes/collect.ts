import { z } from '../zod.ts'
import type { CoreDefinition } from './definition.ts'
import { settle } from './settle.ts'
import { LIST_OF_T, T } from './variables.ts'

const Settings = z.strictObject({
  empty: z.boolean().optional().meta({
    title: 'Also when empty',
    description: 'Gives an empty list when nothing came. Not inside a loop, and not behind the error handler.',
  }),
})

export const collect: CoreDefinition = {
  kind: 'core',
  name: 'collect',
  label: 'Collect',
  help: 'Waits until nothing else happens in the run, and makes one list of what came: what a merge lets through, '
    + 'or what the turns of a loop give. Inside a loop it gives a list for each turn.',
  icon: 'layers',
  category: 'Control',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [{ name: 'item', type: T, help: 'What is gathered. Connect several wires to merge.', required: true }],
        result: LIST_OF_T,
      },
    })),
  work: { kind: 'collect' },
}
