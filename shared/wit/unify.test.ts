import { describe, expect, it } from 'vitest'
import { parseType } from './parse.ts'
import { printType } from './print.ts'
import { substitute, unify } from './unify.ts'

describe('a type variable stands for', () => {
  it.each([
    [['u8'], 'u8'],
    [['u8', 'u32', 'u16'], 'u32'],
    [['html', 'string'], 'string'],
    [['string', 'html'], 'string'],
    [['html', 'html'], 'html'],
    [['u32', 'json', 'record { a: u8 }'], 'json'],
    [['u8', 'option<u8>'], 'option<u8>'],
    [['record { a: u8, b: u8 }', 'record { a: u8 }'], 'record { a: u8 }'],
  ])('%j: %s', (types, agreed) => {
    const unified = unify(types.map(parseType))
    expect(unified?.kind === 'agreed' && printType(unified.type)).toBe(agreed)
  })

  it('nothing, as long as nothing is wired in', () => {
    expect(unify([])).toBe(null)
  })

  it('nothing that is not lossless', () => {
    expect(unify([parseType('u8'), parseType('u16'), parseType('bool')])).toEqual({
      kind: 'disagreed',
      reason: 'u8 and bool come together here, and neither takes the other.',
    })
  })
})

it('a port of a known variable has its type, one of an unknown variable stays', () => {
  const variables = new Map([['T', parseType('u8')]])
  expect(substitute({ kind: 'var', name: 'T' }, variables)).toEqual({ kind: 'u8' })
  expect(substitute({ kind: 'var', name: 'U' }, variables)).toEqual({ kind: 'var', name: 'U' })
  expect(substitute({ kind: 'any' }, variables)).toEqual({ kind: 'any' })
})
