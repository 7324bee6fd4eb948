import { INTEGER_RANGES, isWide, type IntegerKind } from '../wit/numbers.ts'
import { z } from '../zod.ts'
import { givesErr, givesOk } from './calls.ts'
import type { CoreDefinition } from './definition.ts'
import { quoted } from './quoted.ts'
import { settle } from './settle.ts'

const KINDS = Object.keys(INTEGER_RANGES) as [IntegerKind, ...IntegerKind[]]
const ROUNDINGS = ['refuse', 'nearest', 'down', 'up'] as const
type Rounding = (typeof ROUNDINGS)[number]

const Settings = z.strictObject({
  type: z.enum(KINDS).meta({
    title: 'Type', description: 'What comes out: u for 0 and above, s for negative numbers too, then the bits.',
  }),
  round: z.enum(ROUNDINGS).optional().meta({
    title: 'Fractions', description: 'What becomes of a number that is not whole. Halves go away from zero.',
  }),
})

export const toInteger: CoreDefinition = {
  kind: 'core',
  name: 'to-integer',
  label: 'To whole number',
  help: 'Makes a whole number of a type of any number, or of the digits of one. Gives err where it does not fit.',
  icon: 'binary',
  category: 'Convert',
  settings: Settings,
  settle: (given) =>
    settle(Settings, given, ({ type }) => ({
      ok: true,
      value: {
        inputs: [{
          name: 'value', type: { kind: 'known', name: 'json' }, help: 'A number, or its digits as text.',
          required: true,
        }],
        result: { kind: 'result', ok: { kind: type }, err: { kind: 'string' } },
      },
    })),
  work: {
    kind: 'call',
    prepare(given) {
      const { type, round = 'refuse' } = Settings.parse(given)
      const { min, max } = INTEGER_RANGES[type]
      return ([value]) => {
        const whole = wholeOf(value as string, round)
        if (typeof whole === 'string') return givesErr(whole)
        if (whole < min || whole > max) return givesErr(`${whole} is not within ${min} and ${max}`)
        return givesOk(isWide(type) ? whole : Number(whole))
      }
    },
    examples: [
      { title: 'It fits', with: { type: 'u8' }, types: { value: 'u32' }, in: { value: 200 }, out: { out: 200 } },
      {
        title: 'It does not', with: { type: 'u8' }, types: { value: 'u32' }, in: { value: 300 },
        out: { err: '300 is not within 0 and 255' },
      },
      { title: 'A fraction', with: { type: 's32', round: 'nearest' }, in: { value: -2.5 }, out: { out: -3 } },
      {
        title: 'Digits', with: { type: 'u64' }, in: { value: '18446744073709551615' },
        out: { out: '18446744073709551615' },
      },
      { title: 'No number', with: { type: 'u64' }, in: { value: 'ten' }, out: { err: '"ten" is not a number' } },
    ],
  },
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i
/** More digits than a number of 64 bits has, so that an exponent costs nothing. */
const MAX_EXPONENT = 400

/** The whole number that JSON text stands for, or why it is none. */
function wholeOf(json: string, round: Rounding): bigint | string {
  const text = json.trim()
  const isText = text.startsWith('"')
  const digits = isText ? (JSON.parse(text) as string).trim().replace(/^\+/, '') : text
  const parts = DECIMAL.exec(digits)
  if (parts === null) return digits === '' ? 'the text is empty' : `${isText ? quoted(digits) : shown(text)} is not a number`
  const [, sign = '', whole = '', fraction = '', written = '0'] = parts
  const exponent = Number(written)
  if (Math.abs(exponent) > MAX_EXPONENT) return `${shown(digits)} is too large or too small`
  const all = whole + fraction
  const point = whole.length + exponent
  const before = BigInt(all.slice(0, Math.max(0, point)).padEnd(Math.max(1, point), '0'))
  const behind = point < 0 ? '0'.repeat(-point) + all : all.slice(point)
  return rounded(before, behind, sign === '-', round, digits)
}

function rounded(before: bigint, behind: string, negative: boolean, round: Rounding, text: string): bigint | string {
  const signed = (number: bigint) => (negative ? -number : number)
  if (!/[1-9]/.test(behind)) return signed(before)
  switch (round) {
    case 'refuse': return `${shown(text)} is not whole`
    case 'nearest': return signed(behind >= '5' ? before + 1n : before)
    case 'down': return signed(negative ? before + 1n : before)
    case 'up': return signed(negative ? before : before + 1n)
  }
}

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
