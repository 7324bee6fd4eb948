import { componentEmbed, componentNew, parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { expect, it } from 'vitest'
import { decodeComponent } from './decode-component.ts'
import { ComponentError } from './error.ts'
import { DECODE_LIMITS } from './limits.ts'

const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x0d, 0x00, 0x01, 0x00]
const component = (...bytes: number[]): Uint8Array => Uint8Array.from([...PREAMBLE, ...bytes])

function errorOf(decode: () => unknown): ComponentError {
  try {
    decode()
  } catch (error) {
    if (error instanceof ComponentError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

it.each([
  ['an empty file', new Uint8Array(), 'not-wasm', 0, 'This is not WebAssembly'],
  ['a text', new TextEncoder().encode('hello'), 'not-wasm', 0, 'This is not WebAssembly'],
  [
    'a core module',
    Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0),
    'core-module',
    null,
    'This is a core module, not a component',
  ],
  ['half a preamble', Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d), 'malformed', 0, 'cut off'],
  [
    'another version',
    Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0c, 0, 1, 0),
    'malformed',
    0,
    'a component of a known version',
  ],
  ['an unknown section', component(0x0d, 0x00), 'malformed', 8, 'unknown section 13'],
  [
    'a section beyond the file',
    component(0x07, 0x05, 0x00),
    'malformed',
    10,
    'cut off: 5 bytes are announced, 1 are there',
  ],
  [
    'a section that is too long',
    component(0x07, 0x02, 0x00, 0x00),
    'malformed',
    11,
    'a section is longer than what it holds',
  ],
  ['an unknown type', component(0x07, 0x02, 0x01, 0x20), 'malformed', 11, 'unknown type code 0x20'],
  [
    'a list of a type that is not there',
    component(0x07, 0x03, 0x01, 0x70, 0x05),
    'malformed',
    12,
    'there is no type 5',
  ],
  [
    'an export of what is not there',
    component(0x0b, 0x07, 0x01, 0x00, 0x01, 0x61, 0x01, 0x03, 0x00),
    'malformed',
    14,
    'there is no function 3',
  ],
  [
    'an alias out of the component',
    component(0x06, 0x05, 0x01, 0x03, 0x02, 0x01, 0x00),
    'malformed',
    11,
    'reaches out of the component',
  ],
  [
    'an import of a value',
    component(0x0a, 0x06, 0x01, 0x00, 0x01, 0x76, 0x02, 0x73),
    'unsupported',
    14,
    'imports or exports a value',
  ],
])('refuses %s', (_, bytes, code, offset, message) => {
  const error = errorOf(() => decodeComponent(bytes))
  expect([error.code, error.offset]).toEqual([code, offset])
  expect(error.message).toContain(message)
})

it('says what to do with a core module', () => {
  const error = errorOf(() => decodeComponent(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)))
  expect(error.message).toBe(
    'This is a core module, not a component: it has no WIT types. Make a component of it with "wasm-tools component new", or build it for the target wasm32-wasip2',
  )
})

it('refuses a component that instantiates itself', () => {
  // (component (component $c (alias outer 1 component 0) (instance (instantiate 0))) (instance (instantiate $c)))
  const inner = [...PREAMBLE, 0x06, 0x05, 0x01, 0x04, 0x02, 0x01, 0x00, 0x05, 0x04, 0x01, 0x00, 0x00, 0x00]
  const error = errorOf(() =>
    decodeComponent(component(0x04, inner.length, ...inner, 0x05, 0x04, 0x01, 0x00, 0x00, 0x00)),
  )
  expect([error.code, error.message]).toEqual(['malformed', expect.stringContaining('there is no outer component 0')])
})

it('refuses a component that sees a type which is defined behind it', async () => {
  const bytes = await parse(
    '(component (component $c (alias outer 1 0 (type))) (type string) (instance (instantiate $c)))',
  )
  const error = errorOf(() => decodeComponent(bytes))
  expect([error.code, error.message]).toEqual(['malformed', expect.stringContaining('there is no outer type 0')])
})

it.each([
  ['', 'nothing is given for the import "f"'],
  ['(with "f" (instance $i))', 'the import "f" is of the sort func, a thing of the sort instance is given'],
  ['(with "f" (func $f)) (with "f" (func $f))', 'two things are named "f"'],
])('refuses a component that is given %s where it imports a function', async (given, message) => {
  const bytes = await parse(`(component
    (import "host" (func $f))
    (instance $i)
    (component $inner (import "f" (func)))
    (instance (instantiate $inner ${given})))`)
  const error = errorOf(() => decodeComponent(bytes))
  expect([error.code, error.message]).toEqual(['malformed', expect.stringContaining(message)])
})

/** Types of which each holds the one before it twice. */
const doubling = (levels: number): string => {
  const types = Array.from({ length: levels }, (_, level) => `(type $t${level + 1} (tuple $t${level} $t${level}))`)
  return `(type $t0 string) ${types.join(' ')}`
}
const wrapped = (levels: number): string => {
  const types = Array.from({ length: levels }, (_, level) => `(type $t${level + 1} (list $t${level}))`)
  return `(type $t0 string) ${types.join(' ')}`
}
const importing = (types: string, type: string): string =>
  `(component ${types} (import "f" (func (param "x" ${type}))))`

it.each([
  ['12 doublings', importing(doubling(12), '$t12'), null],
  ['13 doublings', importing(doubling(13), '$t13'), 'typeNodes'],
  ['20 doublings', importing(doubling(20), '$t20'), 'typeNodes'],
  ['63 lists in one another', importing(wrapped(63), '$t63'), null],
  ['64 lists in one another', importing(wrapped(64), '$t64'), 'typeDepth'],
])('holds %s to the limits of types', async (_, wat, limit) => {
  const bytes = await parse(wat)
  if (limit === null) expect(decodeComponent(bytes).imports).toEqual([{ name: 'f', functions: ['f'] }])
  else expect(errorOf(() => decodeComponent(bytes)).message).toContain(`the limit "${limit}" is`)
})

it.each([
  [
    'lifts',
    `(component ${doubling(20)} (core module $m (func (export "f"))) (core instance $i (instantiate $m))
      (func (param "x" $t20) (canon lift (core func $i "f"))))`,
  ],
  [
    'lowers',
    `(component (import "f" (func $f))
      (component $c ${doubling(20)} (import "f" (func $f (param "x" $t20))) (core func (canon lower (func $f))))
      (instance (instantiate $c (with "f" (func $f)))))`,
  ],
])('holds to the limits of types a function that a component %s and keeps to itself', async (_, wat) => {
  const bytes = await parse(wat)
  expect(errorOf(() => decodeComponent(bytes)).message).toContain('the limit "typeNodes" is 10,000')
})

it.each([
  [1_000, null],
  [1_001, 'limit'],
])('takes %d exported functions: %s', async (count, code) => {
  const exports = Array.from({ length: count }, (_, index) => `(export "f${index}" (func $f))`)
  const bytes = await parse(`(component (import "f" (func $f)) ${exports.join(' ')})`)
  if (code === null) expect(decodeComponent(bytes).functions).toHaveLength(count)
  else expect(errorOf(() => decodeComponent(bytes)).code).toBe(code)
})

it('stops where components are instantiated twice as often at each level', async () => {
  const levels = Array.from(
    { length: 40 },
    (_, level) => `(component $c${level + 1}
    (alias outer 1 ${level} (component $inner)) (instance (instantiate $inner)) (instance (instantiate $inner)))`,
  )
  const bytes = await parse(`(component (component $c0) ${levels.join('\n')} (instance (instantiate $c40)))`)
  const error = errorOf(() => decodeComponent(bytes))
  expect([error.code, error.message]).toEqual(['limit', expect.stringContaining('the limit "items" is 1,000,000')])
})

it('counts the sections of a component again each time that it is instantiated', () => {
  const number = (value: number): number[] =>
    value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...number(Math.floor(value / 128))]
  const section = (id: number, content: readonly number[]): number[] => [id, ...number(content.length), ...content]
  const empty = Array.from({ length: 1_000 }, () => [0x00, 0x00]).flat()
  const instances = Array.from({ length: 1_000 }, () => [0x00, 0x00, 0x00]).flat()
  const bytes = component(...section(4, [...PREAMBLE, ...empty]), ...section(5, [...number(1_000), ...instances]))
  expect(errorOf(() => decodeComponent(bytes)).message).toContain('the limit "items" is 1,000,000')
})

it('stops where components are nested too deeply', async () => {
  const bytes = await parse(`${'(component '.repeat(70)}${') (instance (instantiate 0))'.repeat(69)})`)
  expect(errorOf(() => decodeComponent(bytes)).message).toContain('the limit "nesting" is 64')
})

it.each(['then', '__proto__', 'constructor'])('refuses an export named %s', (name) => {
  const letters = [...name].map((letter) => letter.charCodeAt(0))
  const type = [0x07, 0x05, 0x01, 0x40, 0x00, 0x01, 0x00]
  const imported = [0x0a, 0x06, 0x01, 0x00, 0x01, 0x66, 0x01, 0x00]
  const exported = [0x0b, letters.length + 6, 0x01, 0x00, letters.length, ...letters, 0x01, 0x00, 0x00]
  const error = errorOf(() => decodeComponent(component(...type, ...imported, ...exported)))
  expect(error.message).toContain(`Something is exported as "${name}"`)
})

const REAL = await componentNew(
  await componentEmbed({
    dummy: true,
    world: 'w',
    witSource: `package a:b;
      interface shapes { record point { x: s32 } variant shape { dot(point), line(tuple<point, point>), none } }
      interface files { resource file { read: func() -> list<u8>; } }
      interface i {
        use shapes.{shape};
        use files.{file};
        enum colour { red, green }
        flags access { read, write }
        draw: func(what: list<shape>, in: option<colour>) -> result<string, access>;
        open: func() -> file;
      }
      world w { import files; export shapes; export i; export top: func(a: u8, b: map<string, f64>) -> char; }`,
  }),
)

/** A sequence of pseudo-random numbers (mulberry32), so that a failure can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** Whether decoding gives a component or throws its own error; anything else is thrown on, with the seed. */
function outcome(bytes: Uint8Array, seed: string): 'decoded' | 'refused' {
  try {
    decodeComponent(bytes)
    return 'decoded'
  } catch (error) {
    if (error instanceof ComponentError) return 'refused'
    throw new Error(`decoding broke, ${seed}`, { cause: error })
  }
}

it('takes every cut and every changed byte of a real component for a component or refuses it', () => {
  const seen = { decoded: 0, refused: 0 }
  for (let end = 0; end < REAL.length; end += 1) seen[outcome(REAL.subarray(0, end), `cut at ${end}`)] += 1
  for (let at = 0; at < REAL.length; at += 1) {
    for (const value of [0x00, 0x01, 0x7f, 0xff, REAL[at]! ^ 0x01, REAL[at]! ^ 0x80]) {
      seen[outcome(REAL.with(at, value), `byte ${at} set to ${value}`)] += 1
    }
  }
  expect(seen.decoded).toBeGreaterThan(0)
  expect(seen.refused).toBeGreaterThan(REAL.length)
})

it('takes many changes at once for a component or refuses them', () => {
  const seen = { decoded: 0, refused: 0 }
  for (let seed = 1; seed <= 3_000; seed += 1) {
    const random = randomFrom(seed)
    const bytes = REAL.slice()
    for (let changes = 1 + random(8); changes > 0; changes -= 1) bytes[8 + random(bytes.length - 8)] = random(256)
    seen[outcome(bytes, `seed ${seed}`)] += 1
  }
  expect(seen.decoded + seen.refused).toBe(3_000)
  expect(seen.refused).toBeGreaterThan(1_000)
})

it('lets the caller set tighter limits', () => {
  const error = errorOf(() => decodeComponent(REAL, { ...DECODE_LIMITS, exportedFunctions: 1 }))
  expect(error.message).toBe('The component exports too many functions; the limit "exportedFunctions" is 1')
})
