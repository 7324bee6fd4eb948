import { z } from '../zod.ts'
import { BUSY_SETTINGS, busyOf } from './busy.ts'
import { DURABLE_SETTINGS } from './durable.ts'
import { settle } from './settle.ts'
import type { TriggerDefinition } from './definition.ts'
import type { Json } from '../json/json.ts'

const Settings = z.strictObject({
  value: (z.json() as unknown as z.ZodType<Json>).optional().meta({
    title: 'Value',
    description: 'What the trigger gives when its button is pressed. Empty gives null.',
  }),
  ...DURABLE_SETTINGS,
  ...BUSY_SETTINGS,
})

export const manual: TriggerDefinition = {
  kind: 'trigger',
  name: 'manual',
  label: 'Button',
  help: 'Starts a run when somebody presses its button, here or through the API. Gives the value that is set for it.',
  icon: 'mouse-pointer-click',
  category: 'Triggers',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, ({ value, durable = false, ...busy }) => ({
      ok: true,
      value: {
        settings: { kind: 'manual', value: value ?? null, durable, busy: busyOf(busy) },
        out: { kind: 'known', name: 'json' },
      },
    })),
}
