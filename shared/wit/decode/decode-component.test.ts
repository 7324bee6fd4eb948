import { componentEmbed, componentNew, componentWit } from '@bytecodealliance/jco-transpile/wasm-tools'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { WitType } from '../types.ts'
import { decodeComponent } from './decode-component.ts'

async function built(witSource: string): Promise<Uint8Array> {
  return componentNew(await componentEmbed({ witSource, dummy: true, world: 'w' }))
}

/** The only function of a world that exports `f` with these types declared in an interface. */
async function typeOf(type: string, declarations = ''): Promise<WitType | null> {
  const wit = `package a:b; interface i { ${declarations} f: func() -> ${type}; } world w { export i; }`
  const { functions } = decodeComponent(await built(wit))
  return functions[0]!.result
}

const u8 = { kind: 'u8' } as const
const string = { kind: 'string' } as const

it.each(['bool', 's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'f32', 'f64', 'char', 'string'] as const)(
  'reads %s',
  async (kind) => expect(await typeOf(kind)).toEqual({ kind }),
)

it.each<[string, WitType]>([
  ['list<u8>', { kind: 'list', item: u8 }],
  ['option<string>', { kind: 'option', some: string }],
  ['option<option<u8>>', { kind: 'option', some: { kind: 'option', some: u8 } }],
  ['result', { kind: 'result', ok: null, err: null }],
  ['result<u8>', { kind: 'result', ok: u8, err: null }],
  ['result<_, string>', { kind: 'result', ok: null, err: string }],
  ['result<u8, string>', { kind: 'result', ok: u8, err: string }],
  ['tuple<u8, string>', { kind: 'tuple', items: [u8, string] }],
])('reads %s', async (wit, type) => expect(await typeOf(wit)).toEqual(type))

it.each<[string, WitType]>([
  [
    'record t { first: u8, second-one: string }',
    {
      kind: 'record',
      name: 't',
      fields: [
        { name: 'first', type: u8 },
        { name: 'second-one', type: string },
      ],
    },
  ],
  [
    'variant t { none, some-of(u8) }',
    {
      kind: 'variant',
      name: 't',
      cases: [
        { name: 'none', type: null },
        { name: 'some-of', type: u8 },
      ],
    },
  ],
  ['enum t { red, light-green }', { kind: 'enum', name: 't', cases: ['red', 'light-green'] }],
  ['flags t { read, write }', { kind: 'flags', name: 't', flags: ['read', 'write'] }],
  ['type t = list<string>;', { kind: 'list', item: string }],
  ['record r { n: u8 } type t = r;', { kind: 'record', name: 'r', fields: [{ name: 'n', type: u8 }] }],
])('reads %s', async (declaration, type) => expect(await typeOf('t', declaration)).toEqual(type))

it('keeps a type that is used twice one object', async () => {
  const { functions } = decodeComponent(
    await built(
      'package a:b; interface i { record r { n: u8 } f: func(a: r, b: list<r>) -> r; } world w { export i; }',
    ),
  )
  const { params, result } = functions[0]!
  expect(params[0]!.type).toBe(result)
  expect(params[1]!.type).toEqual({ kind: 'list', item: result })
})

it('names functions of the world, of interfaces and of interfaces without a package', async () => {
  const bytes = await built(`package a:b@1.2.3;
    interface i { f: func(); }
    world w { export i; export inside: interface { g: func(); } export h: func(x: u8, y: string) -> u8; }`)
  expect(decodeComponent(bytes)).toEqual({
    imports: [],
    functions: [
      {
        path: 'h',
        instance: null,
        name: 'h',
        params: [
          { name: 'x', type: u8 },
          { name: 'y', type: string },
        ],
        result: u8,
      },
      { path: 'a:b/i.f', instance: 'a:b/i@1.2.3', name: 'f', params: [], result: null },
      { path: 'inside.g', instance: 'inside', name: 'g', params: [], result: null },
    ],
    unusable: [],
  })
})

it('writes the version into a path only when an interface is exported in two of them', async () => {
  const bytes = await built(`package x:y;
    world w { export a:b/i@1.0.0; export a:b/i@2.0.0; export a:b/j@2.0.0; }
    package a:b@1.0.0 { interface i { f: func(); } }
    package a:b@2.0.0 { interface i { f: func(); } interface j { f: func(); } }`)
  expect(decodeComponent(bytes).functions.map(({ path, instance }) => [path, instance])).toEqual([
    ['a:b/i@1.0.0.f', 'a:b/i@1.0.0'],
    ['a:b/i@2.0.0.f', 'a:b/i@2.0.0'],
    ['a:b/j.f', 'a:b/j@2.0.0'],
  ])
})

it('lists imports by their exact names, with the functions that they ask for', async () => {
  const bytes = await built(`package x:y;
    world w {
      import wasi:clocks/wall-clock@0.2.3;
      import a:b/only-types@1.0.0;
      import bare: func();
      use a:b/only-types@1.0.0.{r};
      export f: func(x: r);
    }
    package wasi:clocks@0.2.3 { interface wall-clock { now: func() -> u64; resolution: func() -> u64; } }
    package a:b@1.0.0 { interface only-types { record r { n: u8 } } }`)
  expect(decodeComponent(bytes).imports).toEqual([
    { name: 'wasi:clocks/wall-clock@0.2.3', functions: ['now', 'resolution'] },
    { name: 'a:b/only-types@1.0.0', functions: [] },
    { name: 'bare', functions: ['bare'] },
  ])
})

it('follows types that one interface takes from another, imported or exported', async () => {
  const bytes = await built(`package a:b;
    interface base { record point { x: s32 } }
    interface middle { use base.{point}; record line { start: point } }
    interface top { use middle.{line as segment}; length: func(l: segment) -> u32; }
    world w { export base; export middle; export top; }`)
  const point = { kind: 'record', name: 'point', fields: [{ name: 'x', type: { kind: 's32' } }] }
  expect(decodeComponent(bytes).functions).toEqual([
    {
      path: 'a:b/top.length',
      instance: 'a:b/top',
      name: 'length',
      params: [{ name: 'l', type: { kind: 'record', name: 'line', fields: [{ name: 'start', type: point }] } }],
      result: { kind: 'u32' },
    },
  ])
})

const PRIMITIVES = ['bool', 's8', 'u16', 's64', 'u64', 'f32', 'f64', 'char', 'string']

const anonymousType: fc.Arbitrary<string> = fc.letrec<{ type: string }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...PRIMITIVES),
    tie('type').map((item) => `list<${item}>`),
    tie('type').map((some) => `option<${some}>`),
    fc.tuple(tie('type'), tie('type')).map(([ok, err]) => `result<${ok}, ${err}>`),
    fc.array(tie('type'), { minLength: 1, maxLength: 3 }).map((items) => `tuple<${items.join(', ')}>`),
  ),
})).type

function printed(type: WitType): string {
  switch (type.kind) {
    case 'list':
      return `list<${printed(type.item)}>`
    case 'option':
      return `option<${printed(type.some)}>`
    case 'result':
      return `result<${printed(type.ok!)}, ${printed(type.err!)}>`
    case 'tuple':
      return `tuple<${type.items.map(printed).join(', ')}>`
    default:
      return type.kind
  }
}

it('agrees with the WIT that wasm-tools prints, for any type', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anonymousType, { minLength: 1, maxLength: 4 }), anonymousType, async (params, result) => {
      const signature = `func(${params.map((type, index) => `p${index}: ${type}`).join(', ')}) -> ${result}`
      const bytes = await built(`package a:b; world w { export f: ${signature}; }`)
      const [f] = decodeComponent(bytes).functions
      const read = `func(${f!.params.map(({ name, type }) => `${name}: ${printed(type)}`).join(', ')}) -> ${printed(f!.result!)}`
      expect(read).toBe(signature)
      expect(await componentWit(bytes)).toContain(`export f: ${read};`)
    }),
    { numRuns: 50, seed: 20261121 },
  )
})
