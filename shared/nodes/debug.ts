import { z } from '../zod.ts'
import type { SinkDefinition } from './definition.ts'

export const debug: SinkDefinition = {
  kind: 'sink',
  name: 'debug',
  label: 'Debug',
  help: "Writes a value into the run's log.",
  icon: 'bug',
  category: 'Replies',
  settings: z.strictObject({}),
  inputs: [{ name: 'value', type: { kind: 'any' }, help: 'The value to look at.', required: true }],
}
