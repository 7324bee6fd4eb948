import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Json } from '../../shared/json/json.ts'
import { jcoCaller } from '../build/jco-caller.ts'
import { readPackage } from '../build/package-index.ts'

const call = await jcoCaller(await readPackage('text.wasm'))
const text = fc.string({ unit: fc.oneof(fc.constantFrom(' ', '\n', '\ufeff', 'ß', 'Σ', 'σ', 'İ', '😀', ',', '$&'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })) })
  .map((generated) => generated.toWellFormed())
const number = fc.oneof(fc.double({ noNaN: true }), fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => Math.round(value * 100) / 100))

async function agrees(name: string, inputs: Readonly<Record<string, Json>>, expected: Json): Promise<void> {
  expect(await call(`runnel:text/text.${name}`, inputs)).toStrictEqual({ out: expected })
}

const LIKE_JAVASCRIPT: readonly [string, (value: string, part: string) => [Record<string, Json>, Json]][] = [
  ['trim', (text) => [{ text }, text.trim()]],
  ['replace', (text, find) => [{ text, find, replacement: '<>' }, find === '' ? text : text.split(find).join('<>')]],
  ['split', (text, separator) => [{ text, separator }, separator === '' ? [...text] : text.split(separator)]],
  ['join', (text, separator) => [{ parts: [...text], separator }, [...text].join(separator)]],
  ['length', (text) => [{ text }, [...text].length]],
  ['contains', (text, part) => [{ text, part }, text.includes(part)]],
  ['starts-with', (text, part) => [{ text, part }, text.startsWith(part)]],
  ['ends-with', (text, part) => [{ text, part }, text.endsWith(part)]],
  ['concat', (first, second) => [{ first, second }, first + second]],
]

test.each(LIKE_JAVASCRIPT)('%s agrees with JavaScript on any text', async (name, expectation) => {
  await fc.assert(fc.asyncProperty(text, fc.oneof(text, fc.constantFrom(',', ' ', 'a', '')), (value, part) =>
    agrees(name, ...expectation(value + part + value, part))))
})

test('slice agrees with JavaScript, counted in code points', () =>
  fc.assert(fc.asyncProperty(text, fc.integer({ min: -12, max: 12 }), fc.integer({ min: -12, max: 12 }), (value, start, end) =>
    agrees('slice', { text: value, start, end }, [...value].slice(start, end).join('')))))

test('numbers are printed as JavaScript prints them', () =>
  fc.assert(fc.asyncProperty(number, (value) => agrees('format-number', { value: jsonNumber(value) }, String(value))), { numRuns: 5000 }))

test('numbers are printed with fixed decimals as JavaScript prints them', () =>
  fc.assert(fc.asyncProperty(fc.double({ min: -1e20, max: 1e20, noNaN: true }), fc.integer({ min: 0, max: 100 }), (value, decimals) =>
    agrees('format-number', { value, decimals }, value.toFixed(decimals).replace(/^-(?=[0.]*$)/, ''))), { numRuns: 2000 }))

test('numbers are read as JavaScript reads them', () =>
  fc.assert(fc.asyncProperty(decimalText(), (written) => agrees('parse-number', { text: written }, jsonNumber(Number(written)))), { numRuns: 5000 }))

test.each([
  '2.2250738585072012e-308', '2.2250738585072011e-308', '4.9406564584124654e-324', '2.4703282292062327e-324', '2.4703282292062328e-324',
  '1.7976931348623157e308', '1.7976931348623158e308', '1.7976931348623159e308', '9007199254740993', '9007199254740992.999', '5e-324',
  `9007199254740993${'0'.repeat(900)}1e-901`, `0.${'0'.repeat(400)}1e401`, '1e23', '8.5e22', '0e999999999999', '1e-999999999999', '-0', '.5', '5.',
])('%s is read as JavaScript reads it', (written) => agrees('parse-number', { text: written }, jsonNumber(Number(written))))

test.each(['', '.', 'e5', '1e', '1e+', '+-1', '0x10', '1_000', 'Infinity', 'NaN', '1 2', '١'])('%j is no number', async (written) =>
  expect(Object.keys(await call('runnel:text/text.parse-number', { text: written }))).toStrictEqual(['err']))

/** A call has 4 GiB of memory for all that it puts together, and a node has five seconds. */
test.each([
  ['title-case', { text: 'ab '.repeat(300_000) }, 'Ab '.repeat(300_000)],
  ['mask-email', { text: 'ada@b.c, '.repeat(100_000), keep: 'domain' }, '***@b.c, '.repeat(100_000)],
  ['mask-email', { text: 'a@['.repeat(200_000), keep: 'domain' }, 'a@['.repeat(200_000)],
])('%s takes a long text', (name, inputs, expected) => agrees(name, inputs, expected))

function decimalText(): fc.Arbitrary<string> {
  const digits = (maxLength: number) => fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength })
  return fc.oneof(
    number.filter(Number.isFinite).map(String),
    fc.tuple(fc.constantFrom('', '-', '+'), digits(25), digits(25), fc.integer({ min: -350, max: 350 }))
      .map(([sign, whole, part, exponent]) => `${sign}${whole}0.${part}e${exponent}`),
  )
}

/** JSON has no sign for zero, and no infinity. */
const jsonNumber = (value: number): Json => (Number.isFinite(value) ? value : String(value))
