import { parseTime } from '../json/rfc3339.ts'
import { z } from '../zod.ts'
import { calls, givesErr, givesOk } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { quoted } from './quoted.ts'
import { settle } from './settle.ts'

const Settings = z.strictObject({})

export const parseTimeNode: CoreDefinition = {
  kind: 'core',
  name: 'parse-time',
  label: 'Parse time',
  help: 'Reads a point in time such as 2026-11-21T10:30:00Z or 2026-11-21T11:30:00+01:00. Gives err for anything else.',
  icon: 'calendar-clock',
  category: 'Convert',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [{ name: 'text', type: { kind: 'string' }, help: 'Date, time and zone (RFC 3339).', required: true }],
        result: { kind: 'result', ok: { kind: 'known', name: 'timestamp' }, err: { kind: 'string' } },
      },
    })),
  work: calls(([text]) => {
    const ms = parseTime((text as string).trim())
    return ms === null ? givesErr(`${quoted(text as string)} is no date with time and zone`) : givesOk(BigInt(ms))
  }, [
    { title: 'In UTC', in: { text: '2026-11-21T10:30:00Z' }, out: { out: 1_795_257_000_000 } },
    {
      title: 'No time', in: { text: '2026-11-21' }, out: { err: '"2026-11-21" is no date with time and zone' },
    },
  ]),
}
