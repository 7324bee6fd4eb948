import { beforeAll, describe, expect, it } from 'vitest'
import { fromWat } from '../../test/components/build.ts'
import { caller, callOnce, environmentOf, hostOf } from '../../test/components/host.ts'
import type { TestHost } from '../../test/components/host.ts'

/** Counts its calls twice, in a global and in memory, and misbehaves on demand. */
const COUNTER = `
(component
  (core module $counter
    (global $calls (mut i32) (i32.const 0))
    (memory (export "memory") 1)
    (data (i32.const 8) "\\07")
    (func (export "count") (result i32)
      (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
      (i32.store8 (i32.const 100) (i32.add (i32.load8_u (i32.const 100)) (i32.const 1)))
      (i32.store8 (i32.const 8) (i32.add (i32.load8_u (i32.const 8)) (i32.const 1)))
      (i32.add (i32.mul (global.get $calls) (i32.const 10000))
        (i32.add (i32.mul (i32.load8_u (i32.const 100)) (i32.const 100)) (i32.load8_u (i32.const 8)))))
    (func (export "trap") unreachable)
    (func $deep (export "deep") (call $deep))
    (func (export "outside") (drop (i32.load (i32.const 70000))))
    (func (export "divide") (result i32) (i32.div_u (i32.const 1) (i32.const 0)))
    (func (export "text") (result i32)
      (i32.store (i32.const 16) (i32.const 32)) (i32.store (i32.const 20) (i32.const 1))
      (i32.store8 (i32.const 32) (i32.const 255)) (i32.const 16))
    (func (export "grow") (result i32) (memory.grow (i32.const 1))))
  (core instance $core (instantiate $counter))
  (func (export "count") (result u32) (canon lift (core func $core "count")))
  (func (export "trap") (canon lift (core func $core "trap")))
  (func (export "deep") (canon lift (core func $core "deep")))
  (func (export "outside") (canon lift (core func $core "outside")))
  (func (export "divide") (result u32) (canon lift (core func $core "divide")))
  (func (export "text") (result string) (canon lift (core func $core "text") (memory (core memory $core "memory"))))
  (func (export "grow") (result s32) (canon lift (core func $core "grow"))))`

const FIRST = { ok: true, value: 10108 }
const SECOND = { ok: true, value: 20209 }

describe('an instance', () => {
  let host: TestHost
  beforeAll(async () => {
    host = await hostOf(await fromWat(COUNTER))
  })

  it('begins each run like new and remembers within one', () => {
    for (let run = 0; run < 3; run += 1) {
      const instance = host.host.acquire(environmentOf())
      const call = caller(host, instance)
      expect([call('count'), call('count')]).toEqual([FIRST, SECOND])
      instance.release()
    }
  })

  it('serves one run, also while others are under way', () => {
    const one = host.host.acquire(environmentOf())
    const other = host.host.acquire(environmentOf())
    expect(caller(host, one)('count')).toEqual(FIRST)
    expect(caller(host, other)('count')).toEqual(FIRST)
    expect(caller(host, one)('count')).toEqual(SECOND)
    one.release()
    other.release()
    expect(callOnce(host, 'count')).toEqual(FIRST)
  })

  it.each([
    ['trap', 'trap', 'The component trapped: wasm `unreachable` instruction executed'],
    ['divide', 'trap', 'The component trapped: integer divide by zero'],
    ['outside', 'trap', 'The component trapped: out of bounds memory access'],
    ['deep', 'trap', 'The component trapped: its calls are nested too deeply (stack overflow)'],
    ['text', 'bad-value', 'A value could not be passed: text: a string is not UTF-8'],
  ])('in which %s fails is thrown away, and the next call of the run gets a new one', (path, kind, message) => {
    const instance = host.host.acquire(environmentOf())
    const call = caller(host, instance)
    expect(call('count')).toEqual(FIRST)
    expect(call(path)).toEqual({ ok: false, kind, message })
    expect([call('count'), call('count')]).toEqual([FIRST, SECOND])
    instance.release()
    expect(callOnce(host, 'count')).toEqual(FIRST)
  })

  it('whose memory has grown is replaced', () => {
    expect(callOnce(host, 'grow')).toEqual({ ok: true, value: 1 })
    expect(callOnce(host, 'grow')).toEqual({ ok: true, value: 1 })
    expect(callOnce(host, 'count')).toEqual(FIRST)
  })
})

/** Asks for the time while it starts, and says so later. */
const CLOCK_AT_START = `
(component
  (import "wasi:clocks/monotonic-clock@0.2.3" (instance $clock (export "now" (func (result u64)))))
  (core func $now (canon lower (func $clock "now")))
  (core module $main
    (import "clock" "now" (func $now (result i64)))
    (global $started (mut i64) (i64.const 0))
    (func $start (global.set $started (call $now)))
    (start $start)
    (func (export "started") (result i64) (global.get $started)))
  (core instance $core (instantiate $main (with "clock" (instance (export "now" (func $now))))))
  (func (export "started") (result u64) (canon lift (core func $core "started"))))`

it('a component that asks for the time while it starts gets the time of its run', async () => {
  const host = await hostOf(await fromWat(CLOCK_AT_START))
  const startedAt = [1_000, 2_000].map((nowMs) => {
    const instance = host.host.acquire(environmentOf([], nowMs))
    const outcome = caller(host, instance)('started')
    instance.release()
    return outcome
  })
  expect(startedAt).toEqual([{ ok: true, value: 1_000_000_000n }, { ok: true, value: 2_000_000_000n }])
})

it('a component that traps while it starts fails its calls, not its host', async () => {
  const host = await hostOf(await fromWat(`
    (component
      (core module $main (func $start unreachable) (start $start) (func (export "run")))
      (core instance $core (instantiate $main))
      (func (export "run") (canon lift (core func $core "run"))))`))
  expect(callOnce(host, 'run')).toMatchObject({ ok: false, kind: 'trap' })
})

/** What these remember stands neither in memory nor in a global. */
const HIDDEN = {
  table: `
    (component
      (core module $main
        (type $number (func (result i32)))
        (table 1 funcref)
        (elem declare func $one $two)
        (func $one (result i32) (i32.const 1))
        (func $two (result i32) (i32.const 2))
        (func (export "seen") (result i32)
          (if (ref.is_null (table.get (i32.const 0)))
            (then (table.set (i32.const 0) (ref.func $one)))
            (else (table.set (i32.const 0) (ref.func $two))))
          (call_indirect (type $number) (i32.const 0))))
      (core instance $core (instantiate $main))
      (func (export "seen") (result u32) (canon lift (core func $core "seen"))))`,
  'table of handles': `
    (component
      (type $thing (resource (rep i32)))
      (core func $new (canon resource.new $thing))
      (core module $main
        (import "" "new" (func $new (param i32) (result i32)))
        (func (export "seen") (result i32) (call $new (i32.const 7))))
      (core instance $core (instantiate $main (with "" (instance (export "new" (func $new))))))
      (func (export "seen") (result u32) (canon lift (core func $core "seen"))))`,
  'dropped segment': `
    (component
      (core module $main
        (memory 1)
        (data $one "\\01\\01")
        (func (export "seen") (result i32)
          (memory.init $one (i32.const 0) (i32.const 0) (i32.const 1))
          (data.drop $one)
          (i32.store8 (i32.const 1) (i32.add (i32.load8_u (i32.const 1)) (i32.const 1)))
          (i32.load8_u (i32.const 1))))
      (core instance $core (instantiate $main))
      (func (export "seen") (result u32) (canon lift (core func $core "seen"))))`,
}

it.each(Object.entries(HIDDEN))('a component that keeps state in a %s is replaced', async (_, wat) => {
  const host = await hostOf(await fromWat(wat))
  for (let run = 0; run < 2; run += 1) expect(callOnce(host, 'seen')).toEqual({ ok: true, value: 1 })
})

/** A bare function of the world and one of an interface, neither of which anybody provides. */
const STRANGER = `
(component
  (import "ask" (func $ask (param "x" u32) (result u32)))
  (import "acme:db/store@1.0.0" (instance $store (export "get" (func (result u32)))))
  (import "wasi:keyvalue/store@0.2.0-draft" (instance $keys (export "count-keys" (func (result u32)))))
  (core func $ask (canon lower (func $ask)))
  (core func $get (canon lower (func $store "get")))
  (core func $keys (canon lower (func $keys "count-keys")))
  (core module $main
    (import "" "ask" (func $ask (param i32) (result i32)))
    (import "" "get" (func $get (result i32)))
    (import "" "keys" (func $keys (result i32)))
    (func (export "pure") (result i32) (i32.const 5))
    (func (export "asks") (result i32) (call $ask (i32.const 1)))
    (func (export "gets") (result i32) (call $get))
    (func (export "counts") (result i32) (call $keys)))
  (core instance $core (instantiate $main (with "" (instance
    (export "ask" (func $ask)) (export "get" (func $get)) (export "keys" (func $keys))))))
  (func (export "pure") (result u32) (canon lift (core func $core "pure")))
  (func (export "asks") (result u32) (canon lift (core func $core "asks")))
  (func (export "gets") (result u32) (canon lift (core func $core "gets")))
  (func (export "counts") (result u32) (canon lift (core func $core "counts"))))`

describe('an import that nothing provides', () => {
  let host: TestHost
  beforeAll(async () => {
    host = await hostOf(await fromWat(STRANGER))
  })

  it('does not keep other functions from working', () => {
    expect(callOnce(host, 'pure')).toEqual({ ok: true, value: 5 })
  })

  it.each([
    ['asks', 'no-import', 'The component calls ask, and nothing provides that here'],
    ['gets', 'no-import', 'The component calls acme:db/store@1.0.0#get, and nothing provides that here'],
    ['counts', 'no-grant', 'The component calls wasi:keyvalue/store@0.2.0-draft#count-keys, and this node has no grant for it: add wasi:keyvalue/store'],
  ])('fails the call of %s with its name', (path, kind, message) => {
    expect(callOnce(host, path)).toEqual({ ok: false, kind, message })
  })
})

/** Returns as if nothing were, whatever the import throws. */
it('a refusal fails the call although the component catches it', async () => {
  const host = await hostOf(await fromWat(`
    (component
      (import "ask" (func $ask))
      (core func $ask (canon lower (func $ask)))
      (core module $main
        (import "" "ask" (func $ask))
        (func (export "run") (block $caught (try_table (catch_all $caught) (call $ask)))))
      (core instance $core (instantiate $main (with "" (instance (export "ask" (func $ask))))))
      (func (export "run") (canon lift (core func $core "run"))))`))
  expect(callOnce(host, 'run')).toMatchObject({ ok: false, kind: 'no-import' })
})

it('an exception that the component does not catch is a trap', async () => {
  const host = await hostOf(await fromWat(`
    (component
      (core module $main (tag $oops) (func (export "run") (result i32) (throw $oops)))
      (core instance $core (instantiate $main))
      (func (export "run") (result (result)) (canon lift (core func $core "run"))))`))
  expect(callOnce(host, 'run')).toEqual({ ok: false, kind: 'trap', message: 'The component threw an exception that it did not catch' })
})
