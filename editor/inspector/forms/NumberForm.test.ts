import { expect, it } from 'vitest'
import { flawOf, readNumber } from './NumberForm.tsx'

it.each([
  { kind: 'u8', text: '255', json: 255 },
  { kind: 'u8', text: ' +7 ', json: 7 },
  { kind: 'u8', text: '256', flaw: 'u8 goes from 0 to 255.' },
  { kind: 's8', text: '-129', flaw: 's8 goes from -128 to 127.' },
  { kind: 'u32', text: '1.5', flaw: 'Type a whole number.' },
  { kind: 'u64', text: '18446744073709551615', json: '18446744073709551615' },
  { kind: 's64', text: '9007199254740991', json: 9007199254740991 },
  { kind: 'f64', text: '-2.5e3', json: -2500 },
  { kind: 'f64', text: 'NaN', json: 'NaN' },
  { kind: 'f32', text: '0x10', flaw: 'Type a number, such as 1.5 or 2e-3.' },
  { kind: 'f64', text: 'much', flaw: 'Type a number, such as 1.5 or 2e-3.' },
] as const)('$text typed for $kind', (given) => {
  const flaw = flawOf(given.kind, given.text)
  expect(flaw).toBe('flaw' in given ? given.flaw : null)
  if ('json' in given) expect(readNumber(given.kind, given.text)).toBe(given.json)
})
