import { z } from '../zod.ts'
import { calls, givesErr, givesOk } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { quoted } from './quoted.ts'
import { settle } from './settle.ts'

const Settings = z.strictObject({})

const YES: ReadonlySet<string> = new Set(['true', 'yes', 'on', '1'])
const NO: ReadonlySet<string> = new Set(['false', 'no', 'off', '0'])

export const parseBool: CoreDefinition = {
  kind: 'core',
  name: 'parse-bool',
  label: 'Parse yes or no',
  help: 'Reads true, yes, on and 1, or false, no, off and 0, in upper or lower case. Gives err for anything else.',
  icon: 'toggle-right',
  category: 'Convert',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [
          { name: 'text', type: { kind: 'string' }, help: 'Yes or no. Blanks around do not matter.', required: true },
        ],
        result: { kind: 'result', ok: { kind: 'bool' }, err: { kind: 'string' } },
      },
    })),
  work: calls(([text]) => {
    const word = (text as string).trim().toLowerCase()
    if (YES.has(word)) return givesOk(true)
    if (NO.has(word)) return givesOk(false)
    return givesErr(word === '' ? 'the text is empty' : `${quoted(word)} is neither yes nor no`)
  }, [
    { title: 'Yes', in: { text: ' Yes ' }, out: { out: true } },
    { title: 'No', in: { text: 'off' }, out: { out: false } },
    { title: 'Neither', in: { text: 'maybe' }, out: { err: '"maybe" is neither yes nor no' } },
  ]),
}
