import { z } from '../zod.ts'
import { calls } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { settle } from './settle.ts'

const Settings = z.strictObject({})

export const throwNode: CoreDefinition = {
  kind: 'core',
  name: 'throw',
  label: 'Throw',
  help: 'Fails with a message, and a value to go with it: for the error handler, or for what is connected to failed.',
  icon: 'circle-alert',
  category: 'Control',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [
          { name: 'message', type: { kind: 'string' }, help: 'What went wrong.', required: true },
          {
            name: 'value',
            // json rather than option<json>, whose literals would have to be written {"some": …}.
            type: { kind: 'known', name: 'json' },
            help: 'What is known about it. Stands in the failure as its payload.',
            required: false,
          },
        ],
        result: 'never',
      },
    })),
  work: calls(
    ([message, value]) => ({
      ok: false, kind: 'thrown', message: message as string, payload: (value as string | undefined) ?? 'null',
    }),
    [{ title: 'A message', in: { message: 'no stock', value: { id: 7 } }, out: { failed: 'no stock' } }],
  ),
}
