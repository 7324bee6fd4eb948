import { expect, it } from 'vitest'
import type { Reader } from './reader.ts'
import { budgetOf, readCount, readLabel, readName, readTypeIndex, readU32 } from './reader.ts'

const over = (...bytes: number[]): Reader => ({
  bytes: Uint8Array.from(bytes),
  at: 0,
  end: bytes.length,
  budget: budgetOf(10),
})
const text = (name: string): Reader => over(name.length, ...[...name].map((letter) => letter.charCodeAt(0)))

it.each([
  [[0x00], 0],
  [[0x7f], 127],
  [[0x80, 0x01], 128],
  [[0x80, 0x80, 0x00], 0],
  [[0xff, 0xff, 0xff, 0xff, 0x0f], 0xffff_ffff],
])('reads the number %j as %d', (bytes, value) => expect(readU32(over(...bytes))).toBe(value))

it.each([
  [[0x00], 0],
  [[0x3f], 63],
  [[0xc0, 0x00], 64],
  [[0xff, 0xff, 0xff, 0xff, 0x0f], 0xffff_ffff],
])('reads the type index %j as %d', (bytes, value) => expect(readTypeIndex(over(...bytes))).toBe(value))

it.each([
  ['a number of more than 32 bits', () => readU32(over(0xff, 0xff, 0xff, 0xff, 0x1f)), 'malformed', 0],
  ['a number of six bytes', () => readU32(over(0x80, 0x80, 0x80, 0x80, 0x80, 0x00)), 'malformed', 0],
  ['a number that is cut off', () => readU32(over(0x80)), 'malformed', 1],
  ['a negative type index', () => readTypeIndex(over(0x40)), 'malformed', 0],
  ['a count beyond the rest', () => readCount(over(0x02, 0x00)), 'malformed', 0],
  ['more items than there is patience for', () => readCount(over(11, ...Array<number>(11))), 'limit', 0],
  ['a name that is cut off', () => readName(over(0x02, 0x61)), 'malformed', 1],
  ['a name of 1,025 bytes', () => readName(over(0x81, 0x08)), 'limit', 2],
  ['a name with a quote', () => readName(text('a"')), 'limit', 2],
  ['a name with an apostrophe', () => readName(text("a'")), 'limit', 2],
  ['a name with a backtick', () => readName(text('`')), 'limit', 1],
  ['a name with a backslash', () => readName(text('\\')), 'limit', 1],
  ['a name with a line break', () => readName(text('a\n')), 'limit', 2],
  ['a name that is not ASCII', () => readName(over(0x02, 0xc3, 0xa4)), 'limit', 1],
  ['an empty label', () => readLabel(text('')), 'malformed', 0],
  ['a label with an underscore', () => readLabel(text('a_b')), 'malformed', 0],
])('refuses %s', (_, read, code, offset) =>
  expect(read).toThrow(expect.objectContaining({ name: 'ComponentError', code, offset })),
)

it.each(['a', 'light-green', 'HTTP-status2', 'x1-2'])('takes the label %s', (label) =>
  expect(readLabel(text(label))).toBe(label),
)
