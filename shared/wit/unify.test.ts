import { describe, expect, it } from 'vitest'
import { parseType } from './parse.ts'
import { printType } from './print.ts'
import type { PortType } from './types.ts'
import { unify } from './unify.ts'

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
    [['u8', 'u16', 'bool'], 'json'],
    [['record { a: u8 }', 'list<string>'], 'json'],
    [['unit'], 'json'],
    [['any'], 'json'],
    [['unit', 'u8'], 'json'],
  ])('%j: %s', (types, agreed) => {
    const unified = unify(types.map(port))
    expect(unified?.kind === 'agreed' && printType(unified.type)).toBe(agreed)
  })

  it('nothing, as long as nothing is bound', () => {
    expect(unify([])).toBe(null)
  })

  it.each([
    [['unusable'], 'unusable cannot travel.'],
    [['u8', 'unusable'], 'unusable and u8 come together here, and no type takes both.'],
  ])('nothing for %j, because %s', (types, reason) => {
    expect(unify(types.map(port))).toEqual({ kind: 'disagreed', reason })
  })
})

function port(text: string): PortType {
  if (text === 'any' || text === 'unit') return { kind: text }
  return text === 'unusable' ? { kind: 'unusable', reason: 'a resource cannot travel' } : parseType(text)
}
