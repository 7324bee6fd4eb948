import { z } from '../zod.ts'
import type { SinkDefinition } from './definition.ts'

export const httpReply: SinkDefinition = {
  kind: 'sink',
  name: 'http-reply',
  label: 'HTTP reply',
  help: 'Answers the request that started the run. The first reply of a run answers, a second one fails.',
  icon: 'reply',
  category: 'Replies',
  settings: z.strictObject({}),
  inputs: [
    {
      name: 'status',
      type: { kind: 'option', some: { kind: 'u16' } },
      help: 'The status code, 200 when empty.',
      required: false,
    },
    {
      name: 'headers',
      // json rather than option<json>, whose literals would have to be written {"some": …}.
      type: { kind: 'known', name: 'json' },
      help: 'An object of strings: the names and values of further headers.',
      required: false,
    },
    {
      name: 'body',
      type: { kind: 'any' },
      help: 'What is sent, with the content type that fits its type. Empty when nothing is connected.',
      required: false,
    },
  ],
}
