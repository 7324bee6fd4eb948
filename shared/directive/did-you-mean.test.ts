import { expect, it } from 'vitest'
import { listed, nearestName, suggest } from './did-you-mean.ts'

const NAMES = ['text', 'title', 'timeout', 'mask-email']

it.each([
  ['txet', 'text'], ['text', 'text'], ['Text', 'text'], ['tex', 'text'], ['timout', 'timeout'], ['tiemout', 'timeout'],
  ['maskEmail', 'mask-email'], ['mask_email', 'mask-email'], ['mask-mail', 'mask-email'],
  ['zebra', null], ['test-nonsense', null], ['tttle', 'title'], ['ttttt', null], ['t', null], ['', null], ['titleist-and-more', null],
])('takes %j for %j', (written, meant) => expect(nearestName(written, NAMES)).toBe(meant))

it('takes the first of two that are equally near', () => expect(nearestName('out2', ['out1', 'out3'])).toBe('out1'))

it.each([
  ['txt', NAMES, 'Did you mean text?'],
  ['zebra', NAMES, 'The inputs are text, title, timeout and mask-email.'],
  ['zebra', [], 'There are no inputs.'],
])('suggests for %j among %j', (written, names, mend) => expect(suggest(written, 'inputs', names)).toBe(mend))

it.each([
  [[], ''], [['a'], 'a'], [['a', 'b'], 'a and b'], [['a', 'b', 'c'], 'a, b and c'],
  [Array.from({ length: 12 }, (_, at) => String(at)), '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 11'],
  [Array.from({ length: 14 }, (_, at) => String(at)), '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more'],
])('lists %j as %j', (names, text) => expect(listed(names)).toBe(text))
