import { componentEmbed, componentNew, parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { expect, it } from 'vitest'
import { ENTRIES } from '../entry.ts'
import { decodeComponent } from './decode-component.ts'

async function built(witSource: string): Promise<Uint8Array> {
  return componentNew(await componentEmbed({ witSource, dummy: true, world: 'w' }))
}

it.each([
  ['func(s: stream<u8>)', 'Its parameter "s" holds a stream, which no wire can carry yet.'],
  ['func(ok: u8, s: list<stream<u8>>)', 'Its parameter "s" holds a stream, which no wire can carry yet.'],
  ['func() -> future<string>', 'Its result holds a future, which no wire can carry yet.'],
  ['func() -> result<u8, error-context>', 'Its result holds an error-context, which no wire can carry yet.'],
  ['func(l: list<u8, 4>)', 'Its parameter "l" holds a list of the fixed length 4, which no wire can carry yet.'],
  ['func(m: map<string, u8>)', 'Its parameter "m" holds a map, which no wire can carry yet.'],
  ['async func(x: u8)', 'It is an async function (WASI 0.3), which cannot be called yet.'],
])('lists a function of type %s with the reason why it is no node', async (type, reason) => {
  const bytes = await built(`package a:b; world w { export f: ${type}; }`)
  expect(decodeComponent(bytes)).toEqual({ imports: [], functions: [], unusable: [{ path: 'f', reason }] })
})

it('lists what belongs to a resource and keeps what stands beside it', async () => {
  const bytes = await built(`package a:b;
    interface i {
      resource file { constructor(name: string); size: func() -> u64; open: static func() -> file; }
      give: func() -> file;
      take: func(x: borrow<file>);
      plain: func() -> u8;
    }
    world w { export i; }`)
  const { functions, unusable } = decodeComponent(bytes)
  expect(functions).toEqual([
    { path: 'a:b/i.plain', instance: 'a:b/i', name: 'plain', params: [], result: { kind: 'u8' } },
  ])
  expect(unusable).toEqual([
    {
      path: 'a:b/i.[constructor]file',
      reason: 'It is a constructor of the resource "file", and resources cannot travel on wires yet.',
    },
    {
      path: 'a:b/i.[method]file.size',
      reason: 'It is a method of the resource "file", and resources cannot travel on wires yet.',
    },
    {
      path: 'a:b/i.[static]file.open',
      reason: 'It is a static function of the resource "file", and resources cannot travel on wires yet.',
    },
    { path: 'a:b/i.give', reason: 'Its result holds a handle of the resource "file", which no wire can carry yet.' },
    {
      path: 'a:b/i.take',
      reason: 'Its parameter "x" holds a handle of the resource "file", which no wire can carry yet.',
    },
  ])
})

it('names the resource of an imported interface', async () => {
  const bytes = await built(`package a:b;
    interface io { resource input-stream { read: func() -> list<u8>; } }
    interface i { use io.{input-stream}; f: func(body: input-stream); }
    world w { export i; }`)
  expect(decodeComponent(bytes)).toEqual({
    imports: [{ name: 'a:b/io', functions: ['[method]input-stream.read'] }],
    functions: [],
    unusable: [
      {
        path: 'a:b/i.f',
        reason: 'Its parameter "body" holds a handle of the resource "input-stream", which no wire can carry yet.',
      },
    ],
  })
})

it.each([
  ['wasi:http/incoming-handler@0.2.3', 'handle', 'HTTP handler'],
  ['wasi:cli/run@0.2.0', 'run', 'Command'],
])('lists a %s whose type is not the standard’s', async (name, member, label) => {
  const bytes = await parse(`(component
    (import "host" (func $f (param "n" u8)))
    (instance $i (export "${member}" (func $f)))
    (export "${name}" (instance $i)))`)
  const reason = `It is named as the standard's ${label}, but has another type.`
  expect(decodeComponent(bytes)).toMatchObject({ functions: [], unusable: [{ path: `${name.split('@')[0]}.${member}`, reason }] })
})

it.each([
  ['wasi:cli/run@0.2.0', { ...ENTRIES.command, path: 'wasi:cli/run.run' }],
  ['wasi:cli/run@0.3.0', { params: [], result: { kind: 'result', ok: null, err: null }, path: 'wasi:cli/run.run' }],
])('gives %s the type that its node has', async (instance, { path, params, result }) => {
  const bytes = await parse(`(component
    (import "host" (func $f (result (result))))
    (instance $i (export "run" (func $f)))
    (export "${instance}" (instance $i)))`)
  expect(decodeComponent(bytes).functions).toEqual([{ path, instance, name: 'run', params, result }])
})

it('lists a function that is lifted with the async option, although its type does not say so', async () => {
  const bytes = await parse(`(component
    (core module $m (func (export "f") (result i32) unreachable) (func (export "cb") (param i32 i32 i32) (result i32) unreachable))
    (core instance $i (instantiate $m))
    (func $f (canon lift (core func $i "f") async (callback (core func $i "cb"))))
    (export "f" (func $f)))`)
  expect(decodeComponent(bytes).unusable).toEqual([
    { path: 'f', reason: 'It is implemented with the async ABI (WASI 0.3), which cannot be called yet.' },
  ])
})

it.each([
  [
    '(component (core module $m) (export "m" (core module $m)))',
    'm',
    'It is a core module that is exported as such and not a function.',
  ],
  [
    '(component (component $c) (export "c" (component $c)))',
    'c',
    'It is a component that is exported as such and not a function.',
  ],
  [
    '(component (instance $a) (instance $b (export "a" (instance $a))) (export "b" (instance $b)))',
    'b.a',
    'It is an instance inside an instance, whose functions cannot be reached.',
  ],
])('lists what is no function: %s', async (wat, path, reason) =>
  expect(decodeComponent(await parse(wat)).unusable).toEqual([{ path, reason }]),
)
