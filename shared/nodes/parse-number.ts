import { z } from '../zod.ts'
import { calls, givesErr, givesOk } from './calls.ts'
import { quoted } from './quoted.ts'
import { settle } from './settle.ts'
import type { CoreDefinition } from './definition.ts'

const Settings = z.strictObject({})
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i

export const parseNumber: CoreDefinition = {
  kind: 'core',
  name: 'parse-number',
  label: 'Parse number',
  help: 'Reads a decimal number, such as -1.5 or 2e3. Gives the number on out, or on err what else the text is.',
  icon: 'hash',
  category: 'Convert',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, () => ({
      ok: true,
      value: {
        inputs: [
          {
            name: 'text',
            type: { kind: 'string' },
            help: 'A decimal number; blanks around it do not matter.',
            required: true,
          },
        ],
        result: { kind: 'result', ok: { kind: 'f64' }, err: { kind: 'string' } },
      },
    })),
  work: calls(([text]) => {
    const digits = (text as string).trim()
    const number = NUMBER.test(digits) ? Number(digits) : Number.NaN
    return Number.isFinite(number) ? givesOk(number) : givesErr(whyNot(digits))
  }, [
    { title: 'A decimal number', in: { text: ' -1.5 ' }, out: { out: -1.5 } },
    { title: 'No number', in: { text: 'ten' }, out: { err: '"ten" is not a number' } },
  ]),
}

function whyNot(text: string): string {
  if (text === '') return 'the text is empty'
  const shown = quoted(text)
  return NUMBER.test(text) ? `${shown} is too large for a number` : `${shown} is not a number`
}
