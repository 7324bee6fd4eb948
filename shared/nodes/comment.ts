import { z } from '../zod.ts'
import type { CoreDefinition } from './definition.ts'
import { settle } from './settle.ts'

const Settings = z.strictObject({
  text: z.string().max(10_000).optional().meta({ title: 'Text', description: 'What the note says.' }),
})

export const comment: CoreDefinition = {
  kind: 'core',
  name: 'comment',
  label: 'Comment',
  help: 'A note on the canvas. It is no part of a run.',
  icon: 'sticky-note',
  category: 'Notes',
  settings: Settings,
  settle: (given) => settle(Settings, given, () => ({ ok: true, value: { inputs: [], result: null } })),
  work: { kind: 'none' },
}
