import { z } from '../zod.ts'
import { Id } from '../directive/schema.ts'
import type { Given, SinkDefinition } from './definition.ts'

const DEFAULT_NAME = 'out'

export const output: SinkDefinition = {
  kind: 'sink',
  name: 'output',
  label: 'Output',
  help: 'Gives a value to the nodes that the flow is used as: it leaves them by the port of this name, once the flow is done.',
  icon: 'log-out',
  category: 'Replies',
  settings: z.strictObject({
    name: Id.refine((name) => name !== 'failed', 'failed is the port of what fails: take another name').optional().meta({
      title: 'Name',
      description: 'The port of the nodes that the flow is used as. Empty is out.',
      examples: [DEFAULT_NAME],
    }),
  }),
  inputs: [{ name: 'value', type: { kind: 'var', name: 'T' }, help: 'The value to give.', required: true }],
}

/** The port that a sink `output` gives its value to, of settings that were accepted. */
export function outputName({ name }: Given): string {
  return typeof name === 'string' ? name : DEFAULT_NAME
}
