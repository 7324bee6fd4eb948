import { componentEmbed, componentNew } from '@bytecodealliance/jco-transpile/wasm-tools'
import { expect, it } from 'vitest'
import { decodeComponent } from './decode/decode-component.ts'
import type { FlatComponent } from './flat.ts'
import { flattenComponent, reviveComponent } from './flat.ts'

const INFO = decodeComponent(
  await componentNew(
    await componentEmbed({
      dummy: true,
      world: 'w',
      witSource: `package a:b;
        interface shapes {
          record point { x: s32, y: s32 }
          variant shape { none, dot(point), line(tuple<point, point>) }
          enum colour { red, green }
          flags access { read, write }
          resource file;
        }
        interface i {
          use shapes.{shape, point, colour, access, file};
          draw: func(what: list<shape>, at: option<point>, in: colour) -> result<point, access>;
          empty: func(x: result) -> result<_, string>;
          open: func() -> file;
        }
        world w { export shapes; export i; }`,
    }),
  ),
)

const flat = flattenComponent(INFO)
const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

it('gives the component back that was flattened', () => expect(reviveComponent(sent(flat))).toEqual(INFO))

it('writes each shared type once, behind what is inside it', () => {
  const shared = { kind: 'string' } as const
  const pair = { kind: 'tuple', items: [shared, shared] } as const
  const fn = {
    path: 'f',
    instance: null,
    name: 'f',
    params: [
      { name: 'a', type: pair },
      { name: 'b', type: shared },
    ],
    result: pair,
  }
  expect(flattenComponent({ imports: [], functions: [fn], unusable: [] })).toEqual({
    types: [{ kind: 'string' }, { kind: 'tuple', items: [0, 0] }],
    imports: [],
    functions: [
      {
        path: 'f',
        instance: null,
        name: 'f',
        params: [
          { name: 'a', type: 1 },
          { name: 'b', type: 0 },
        ],
        result: 1,
      },
    ],
    unusable: [],
  })
})

it('keeps shared types one object', () => {
  const [draw] = reviveComponent(sent(flat)).functions
  const at = draw!.params[1]!.type
  const { result } = draw!
  expect(at.kind === 'option' && result?.kind === 'result' && at.some === result.ok).toBe(true)
})

const base: FlatComponent = {
  types: [{ kind: 'string' }, { kind: 'list', item: 0 }],
  imports: [],
  functions: [{ path: 'f', instance: null, name: 'f', params: [{ name: 'a', type: 1 }], result: 0 }],
  unusable: [],
}
const doublings = Array.from({ length: 60 }, (_, place) => ({ kind: 'tuple', items: [place, place] }))
const lists = Array.from({ length: 64 }, (_, place) => ({ kind: 'list', item: place }))
const returning = (result: number): object[] => [{ path: 'f', instance: null, name: 'f', params: [], result }]

it('takes the form that the refused ones below differ from', () =>
  expect(reviveComponent(sent(base)).functions).toHaveLength(1))

it.each<[string, unknown, string]>([
  ['nothing', null, "Not a component's description"],
  ['a text', 'x', "Not a component's description"],
  ['a missing table', { ...base, types: undefined }, "Not a component's description"],
  ['something more', { ...base, more: 1 }, "Not a component's description"],
  ['an unknown kind', { ...base, types: [{ kind: 'pointer' }] }, "Not a component's description"],
  ['an unknown known type', { ...base, types: [{ kind: 'known', name: 'xml' }] }, "Not a component's description"],
  [
    'a place that is no whole number',
    { ...base, types: [{ kind: 'string' }, { kind: 'list', item: 0.5 }] },
    "Not a component's description",
  ],
  ['a negative place', { ...base, types: [{ kind: 'list', item: -1 }] }, "Not a component's description"],
  ['a place by name', { ...base, types: [{ kind: 'list', item: '__proto__' }] }, "Not a component's description"],
  [
    'a type inside itself',
    { ...base, types: [{ kind: 'list', item: 0 }] },
    'Type 0 is mentioned where only 0 are known',
  ],
  [
    'two types inside each other',
    {
      ...base,
      types: [
        { kind: 'list', item: 1 },
        { kind: 'list', item: 0 },
      ],
    },
    'Type 1 is mentioned where only 0 are known',
  ],
  ['a type that is not there', { ...base, functions: returning(2) }, 'Type 2 is mentioned where only 2 are known'],
  [
    'a name that is too long',
    { ...base, imports: [{ name: 'x'.repeat(1_025), functions: [] }] },
    "Not a component's description",
  ],
  [
    '1,001 functions',
    { ...base, functions: Array.from({ length: 1_001 }, () => returning(0)[0]) },
    "Not a component's description",
  ],
  [
    'a tree of 2^60 leaves',
    { ...base, types: [{ kind: 'string' }, ...doublings], functions: returning(60) },
    'nodes in 61 levels; 10000 in 64 are allowed',
  ],
  [
    'a type of 65 levels',
    { ...base, types: [{ kind: 'string' }, ...lists], functions: returning(64) },
    '65 nodes in 65 levels',
  ],
])('refuses %s', (_, value, message) => {
  expect(() => reviveComponent(value)).toThrow(expect.objectContaining({ name: 'FlatComponentError' }))
  expect(() => reviveComponent(value)).toThrow(message)
})
