import { expect, it } from 'vitest'
import { allBusy, busyParts } from './busy-text.ts'

const none = { waited: 0, refused: 0, dropped: 0 }

it.each([
  { busy: {}, text: '' },
  { busy: { a: { ...none, waited: 1200 }, b: { ...none, waited: 34, refused: 2 } }, text: '1,234 waited, 2 refused' },
  { busy: { a: { waited: 5, refused: 0, dropped: 3 } }, text: '5 waited, 3 dropped' },
])('of $busy it says "$text"', ({ busy, text }) =>
  expect(busyParts(allBusy(busy)).map((part) => part.text).join(', ')).toBe(text))
