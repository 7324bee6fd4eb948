import { printTime } from '../json/rfc3339.ts'
import { z } from '../zod.ts'
import { calls, gives } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { settle } from './settle.ts'

const Settings = z.strictObject({})

export const printTimeNode: CoreDefinition = {
  kind: 'core',
  name: 'print-time',
  label: 'Print time',
  help: 'Writes a point in time in UTC, such as 2026-11-21T10:30:00Z.',
  icon: 'calendar-days',
  category: 'Convert',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [{
          name: 'time', type: { kind: 'known', name: 'timestamp' }, help: 'Of the years 0 to 9999.', required: true,
        }],
        result: { kind: 'string' },
      },
    })),
  work: calls(([time]) => {
    const text = printTime(time as bigint)
    if (text !== null) return gives(text)
    return { ok: false, kind: 'bad-value', message: `${time as bigint} is beyond the years 0 to 9999.` }
  }, [
    { title: 'A point in time', in: { time: 1_795_257_000_000 }, out: { out: '2026-11-21T10:30:00Z' } },
    {
      title: 'Too far away', in: { time: '9223372036854775807' },
      out: { failed: '9223372036854775807 is beyond the years 0 to 9999.' },
    },
  ]),
}
