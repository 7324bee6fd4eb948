import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { expect, it } from 'vitest'
import { readCustomSection } from './custom-section.ts'

const bytes = await parse(`(component
  (@custom "first" "one")
  (component (@custom "inner" "hidden"))
  (core module (@custom "core" "hidden"))
  (@custom "runnel:package" "{}")
  (@custom "first" "two"))`)

it.each([
  ['runnel:package', '{}'],
  ['first', 'one'],
  ['inner', null],
  ['core', null],
  ['absent', null],
])('reads the custom section %s as %s', (name, content) => {
  const section = readCustomSection(bytes, name)
  expect(section === null ? null : new TextDecoder().decode(section)).toBe(content)
})

it('refuses what is no component', () => {
  expect(() => readCustomSection(Uint8Array.of(1, 2, 3), 'first')).toThrow(
    expect.objectContaining({ code: 'not-wasm' }),
  )
})
