import { z } from '../zod.ts'
import { gives } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { settle } from './settle.ts'
import { T } from './variables.ts'

const Settings = z.strictObject({})

/** A run that waits longer is no run any more. */
const MAX_DELAY_MS = 86_400_000

export const delay: CoreDefinition = {
  kind: 'core',
  name: 'delay',
  label: 'Delay',
  help: 'Lets a value through after a while, a day at most. Nothing else in the run waits, and previews do not either.',
  icon: 'hourglass',
  category: 'Control',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [
          { name: 'value', type: T, help: 'What goes on after a while.', required: true },
          { name: 'ms', type: { kind: 'u32' }, help: 'Milliseconds; 0 waits for nothing.', required: true },
        ],
        result: T,
      },
    })),
  work: {
    kind: 'call',
    prepare: () => ([value, ms], host) => {
      if (ms === 0) return gives(value)
      if ((ms as number) > MAX_DELAY_MS) {
        return { ok: false, kind: 'limit', message: `${ms} milliseconds are longer than a day, ${MAX_DELAY_MS}.` }
      }
      return host.sleep(ms as number).then(() => gives(value))
    },
    examples: [
      { title: 'A fifth of a second', in: { value: 'later', ms: 200 }, out: { out: 'later' } },
      {
        title: 'Too long', in: { value: 'never', ms: 86_400_001 },
        out: { failed: '86400001 milliseconds are longer than a day, 86400000.' },
      },
    ],
  },
}
