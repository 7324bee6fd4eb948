import { z } from '../zod.ts'
import { busyOf, TICKING_BUSY_SETTINGS } from './busy.ts'
import { DURABLE_SETTINGS } from './durable.ts'
import { settle } from './settle.ts'
import type { TriggerDefinition } from './definition.ts'

const DAY_MS = 86_400_000

const Settings = z.strictObject({
  everyMs: z.int().min(100).max(DAY_MS).meta({
    title: 'Every (ms)',
    description: 'Milliseconds from one run to the next: 100 (a tenth of a second) to 86400000 (a day).',
  }),
  ...DURABLE_SETTINGS,
  ...TICKING_BUSY_SETTINGS,
})

export const interval: TriggerDefinition = {
  kind: 'trigger',
  name: 'interval',
  label: 'Interval',
  help: 'Starts a run again and again, at a fixed distance in time. Gives the time of the tick.',
  icon: 'timer',
  category: 'Triggers',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, ({ everyMs, durable = false, ...busy }) => ({
      ok: true,
      value: {
        settings: { kind: 'interval', everyMs, durable, busy: busyOf({ ...busy, maxWaiting: 1 }) },
        out: { kind: 'known', name: 'timestamp' },
      },
    })),
}
