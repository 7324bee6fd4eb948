import { expect, it } from 'vitest'
import { printSize, readSize, sizeFlaw } from './size-text.ts'

it.each([
  ['64 MiB', 64 * 1024 ** 2],
  ['1.5 mib', 1.5 * 1024 ** 2],
  ['512kb', 512 * 1024],
  ['2 G', 2 * 1024 ** 3],
  ['1000', 1000],
  [' 12 bytes ', 12],
  ['0', 0],
  ['', null],
  ['-1', null],
  ['0.3 KiB', null],
  ['64 parsecs', null],
])('reads %j as %j', (text, bytes) => expect(readSize(text)).toBe(bytes))

it.each([[64 * 1024 ** 2, '64 MiB'], [1536 * 1024, '1536 KiB'], [1024 ** 3, '1 GiB'], [1000, '1000 bytes'], [0, '0 bytes']])(
  'prints %j as %j', (bytes, text) => expect(printSize(bytes)).toBe(text))

it.each([
  ['2 MiB', null],
  ['2 GiB', 'It goes from 64 KiB to 1 GiB.'],
  ['1', 'It goes from 64 KiB to 1 GiB.'],
  ['much', 'Type a size, such as 64 MiB.'],
])('says of %j: %j', (text, flaw) => expect(sizeFlaw(text, { min: 64 * 1024, max: 1024 ** 3 })).toBe(flaw))
