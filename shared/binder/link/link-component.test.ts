import { expect, it } from 'vitest'
import { fromWat } from '../../../test/components/build.ts'
import { boundHostOf, callOnce } from '../../../test/components/host.ts'
import { reviveLinked } from '../revive-plan.ts'
import { linkComponent } from './link-component.ts'

const lifting = (type: string, canon: string, core = '(func (export "run"))'): string => `
  (component
    (core module $m (memory (export "memory") 1) ${core})
    (core instance $i (instantiate $m))
    (func (export "run") ${type} (canon lift (core func $i "run") ${canon})))`

const left = (...reasons: readonly string[]) =>
  reasons.map((reason, index) => ({ instance: null, name: index === 0 ? 'run' : `run-${index}`, reason }))

/** `lifting` exports one function. */
it.each([
  ['a function of the async ABI', lifting('async', 'async', '(func (export "run") (result i32) unreachable)')],
  ['a function of the async ABI', lifting('', 'async (callback (core func $i "run"))')],
  ['an async function', lifting('async', '')],
  ['a stream', lifting('(param "s" (stream u8))', '', '(func (export "run") (param i32))')],
  ['a future', lifting('(param "f" (future u8))', '', '(func (export "run") (param i32))')],
  ['an error-context', lifting('(param "e" error-context)', '', '(func (export "run") (param i32))')],
  ['a list of a fixed length', lifting('(param "l" (list u8 4))', '', '(func (export "run") (param i32 i32 i32 i32))')],
  ['a function whose values are kept by the garbage collector', lifting('', 'gc')],
  ['a function whose values pass through a 64-bit memory', lifting('', '(memory (core memory $i "wide"))', '(memory (export "wide") i64 1) (func (export "run"))')],
  ['a function whose values pass through a shared memory', lifting('', '(memory (core memory $i "open"))', '(memory (export "open") 1 2 shared) (func (export "run"))')],
])('an exported function is left to jco for %s', async (reason, wat) => {
  expect(linkComponent(await fromWat(wat), () => 'component.core.wasm')).toMatchObject({ kind: 'linked', plan: { exports: [], left: left(reason) } })
})

it('a memory is looked at where it comes from, through other modules and instances put together', async () => {
  const wat = `(component
    (core module $m (import "" "first" (memory 1)) (memory (export "memory") i64 1) (func (export "run")))
    (core module $first (memory (export "m") 1))
    (core instance $first (instantiate $first))
    (core instance $m (instantiate $m (with "" (instance (export "first" (memory $first "m"))))))
    (core instance $both (export "narrow" (memory $first "m")) (export "wide" (memory $m "memory")))
    (func (export "run") (canon lift (core func $m "run") (memory (core memory $both "wide"))))
    (func (export "fine") (canon lift (core func $m "run") (memory (core memory $both "narrow")))))`
  expect(linkComponent(await fromWat(wat), () => 'component.core.wasm')).toMatchObject({
    kind: 'linked', plan: { exports: [{ name: 'fine' }], left: left('a function whose values pass through a 64-bit memory') },
  })
})

it.each([
  ['the built-in 0x1f of the async ABI', '(component (core func (canon waitable-set.new)))'],
  ['an import of a core module', '(component (import "m" (core module)))'],
  ['an import of a component', '(component (import "c" (component)))'],
  ['a stream', `(component (import "f" (func $f (param "s" (stream u8)))) (core func (canon lower (func $f))))`],
  ['an async function', lifting('async', '').replace(/\)$/, '(core func (canon lower (func 0))))')],
])('%s goes to jco with the whole component, which cannot be instantiated without it', async (reason, wat) => {
  expect(linkComponent(await fromWat(wat), () => 'component.core.wasm')).toEqual({ kind: 'unsupported', reason })
})

it('what cannot be lifted does not keep the binder from the others', async () => {
  const host = await boundHostOf(await fromWat(`(component
    (core module $m
      (func (export "stream") (param i32))
      (func (export "run") (result i32) (i32.const 5)))
    (core instance $i (instantiate $m))
    (func (export "take") (param "s" (stream u8)) (canon lift (core func $i "stream")))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))`))
  expect(callOnce(host, 'run')).toEqual({ ok: true, value: 5 })
})

it('types that the binder does not know are no reason while nothing uses them', async () => {
  const component = await fromWat(`(component
    (import "a:b/c" (instance (export "wait" (func async (param "s" (stream u8))))))
    (core module $m (func (export "run") (result i32) (i32.const 5)))
    (core instance $i (instantiate $m))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))`)
  expect(callOnce(await boundHostOf(component), 'run')).toEqual({ ok: true, value: 5 })
})

it('the plan of a small component', async () => {
  const linked = linkComponent(await fromWat(`(component
    (import "ask" (func $ask (param "text" string) (result bool)))
    (core module $memory (memory (export "memory") 1))
    (core instance $memory (instantiate $memory))
    (core func $ask (canon lower (func $ask) (memory (core memory $memory "memory")) string-encoding=utf16))
    (core module $main (import "host" "ask" (func (param i32 i32) (result i32))) (func (export "run")))
    (core instance $main (instantiate $main (with "host" (instance (export "ask" (func $ask))))))
    (func $run (canon lift (core func $main "run")))
    (instance (export "a:b/c@1.0.0") (export "run" (func $run))))`), (module) => `component.core${module.length}.wasm`)
  expect(reviveLinked(JSON.parse(JSON.stringify(linked)))).toEqual(linked)
  expect(linked).toEqual({
    kind: 'linked',
    plan: {
      types: [{ kind: 'string' }, { kind: 'bool' }],
      modules: [expect.stringMatching(/^component\.core\d+\.wasm$/), expect.stringMatching(/^component\.core\d+\.wasm$/)],
      resources: [],
      steps: [
        { kind: 'instantiate', module: 0, with: [] },
        { kind: 'import', instance: null, name: 'ask', type: { params: [{ name: 'text', type: 0 }], result: 1 } },
        { kind: 'lower', func: 0, within: 0, options: { encoding: 'utf16', memory: { kind: 'export', instance: 0, name: 'memory' }, realloc: null, postReturn: null } },
        { kind: 'bundle', items: [{ name: 'ask', item: { kind: 'made', func: 0 } }] },
        { kind: 'instantiate', module: 1, with: [{ name: 'host', instance: 1 }] },
        { kind: 'lift', core: { kind: 'export', instance: 2, name: 'run' }, within: 0, options: { encoding: 'utf8', memory: null, realloc: null, postReturn: null }, type: { params: [], result: null } },
      ],
      exportedResources: [],
      left: [],
      exports: [{ instance: 'a:b/c@1.0.0', name: 'run', func: 1 }],
      instances: 1,
    },
  })
})

/** Modules, types and components of the ones around a component are seen in it, and each instance of one is its own. */
it('a nested component that is instantiated twice counts twice', async () => {
  const host = await boundHostOf(await fromWat(`(component
    (core module $counter
      (global $n (mut i32) (i32.const 0))
      (func (export "next") (result i32) (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n)))
    (type $number (func (result u32)))
    (component $inner
      (alias outer 1 $counter (core module $counter'))
      (alias outer 1 $number (type $number'))
      (core instance $i (instantiate $counter'))
      (func (export "next") (type $number') (canon lift (core func $i "next"))))
    (component $middle
      (alias outer 1 $inner (component $inner'))
      (instance $one (instantiate $inner'))
      (export "next" (func $one "next")))
    (instance $a (instantiate $middle))
    (instance $b (instantiate $inner))
    (core func $next-a (canon lower (func $a "next")))
    (core func $next-b (canon lower (func $b "next")))
    (core module $m
      (import "" "a" (func $a (result i32)))
      (import "" "b" (func $b (result i32)))
      (func (export "run") (result i32)
        (drop (call $a)) (drop (call $a))
        (i32.add (i32.mul (call $a) (i32.const 10)) (call $b))))
    (core instance $i (instantiate $m (with "" (instance (export "a" (func $next-a)) (export "b" (func $next-b))))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))`))
  expect(callOnce(host, 'run')).toEqual({ ok: true, value: 31 })
  expect(callOnce(host, 'run')).toEqual({ ok: true, value: 31 })
})

it('strings pass between components of different encodings', async () => {
  const host = await boundHostOf(await fromWat(`(component
    (component $utf16
      (core module $m
        (memory (export "memory") 1)
        (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
        (func (export "echo") (param i32 i32) (result i32)
          (i32.store (i32.const 16) (local.get 0)) (i32.store (i32.const 20) (local.get 1)) (i32.const 16)))
      (core instance $i (instantiate $m))
      (func (export "echo") (param "s" string) (result string)
        (canon lift (core func $i "echo") string-encoding=utf16 (memory (core memory $i "memory")) (realloc (core func $i "realloc")))))
    (instance $inner (instantiate $utf16))
    (core module $libc (memory (export "memory") 1) (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 2048)))
    (core instance $libc (instantiate $libc))
    (core func $echo (canon lower (func $inner "echo") (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
    (core module $outer
      (import "" "memory" (memory 1))
      (import "" "echo" (func $echo (param i32 i32 i32)))
      (func (export "echo") (param i32 i32) (result i32) (call $echo (local.get 0) (local.get 1) (i32.const 32)) (i32.const 32)))
    (core instance $outer (instantiate $outer (with "" (instance (export "memory" (memory $libc "memory")) (export "echo" (func $echo))))))
    (func (export "echo") (param "s" string) (result string)
      (canon lift (core func $outer "echo") (memory (core memory $libc "memory")) (realloc (core func $libc "realloc")))))`))
  for (const text of ['', 'ascii', 'häß 😀', 'é'.repeat(100)]) expect(callOnce(host, 'echo', text)).toEqual({ ok: true, value: text })
})

it.each([
  ['no plan', { kind: 'other' }],
  ['a type that mentions itself', { kind: 'linked', plan: { types: [{ kind: 'list', item: 0 }], modules: [], resources: [], steps: [], exports: [], exportedResources: [], left: [], instances: 1 } }],
  ['a type that weighs gigabytes', {
    kind: 'linked',
    plan: {
      types: [{ kind: 'u8' }, ...Array.from({ length: 40 }, (_, index) => ({ kind: 'tuple', items: [index, index] }))],
      modules: [], resources: [], exports: [], exportedResources: [], left: [], instances: 1,
      steps: [{ kind: 'import', instance: null, name: 'giant', type: { params: [{ name: 'x', type: 40 }], result: null } }],
    },
  }],
  ['a module of a strange name', { kind: 'linked', plan: { types: [], modules: ['../secret'], resources: [], steps: [], exports: [], exportedResources: [], left: [], instances: 1 } }],
])('%s is not taken for a way to link', (_, json) => {
  expect(() => reviveLinked(json)).toThrow(Error)
})
