import { describe, expect, it } from 'vitest'
import { fromWat } from '../../test/components/build.ts'
import { boundHostOf, caller, callOnce, environmentOf } from '../../test/components/host.ts'

/** What a component's function gives that does not keep to the Canonical ABI. Each gets a component of its own. */
interface Hostile {
  readonly what: string
  readonly type: string
  /** Core instructions that leave the result; 16 is a place for one that passes in memory. */
  readonly gives: string
  readonly encoding?: 'utf8' | 'utf16' | 'latin1+utf16'
  readonly cause: string
  readonly kind?: 'limit'
}

const at16 = (...words: readonly string[]): string =>
  `${words.map((word, index) => `(i32.store (i32.const ${16 + 4 * index}) (i32.const ${word}))`).join(' ')} (i32.const 16)`

const MAX = '0xffffffff'

const RESULTS: readonly Hostile[] = [
  { what: 'a result beyond the memory', type: 'string', gives: '(i32.const 65532)', cause: 'the result of 8 bytes at 65532 reaches out of the memory' },
  { what: 'a result at the end of all addresses', type: 'string', gives: `(i32.const 0xfffffffc)`, cause: 'the result of 8 bytes at 4294967292 reaches out of the memory' },
  { what: 'a misaligned result', type: 'string', gives: '(i32.const 18)', cause: 'the result is at 18, which is not aligned to 4' },
  { what: 'a string beyond the memory', type: 'string', gives: at16('65530', '7'), cause: 'a string of 7 bytes at 65530 reaches out of the memory' },
  { what: 'a string whose end overflows', type: 'string', gives: at16('8', MAX), cause: 'a string of 4294967295 bytes at 8 reaches out of the memory' },
  { what: 'text that is not UTF-8', type: 'string', gives: `(i32.store8 (i32.const 64) (i32.const 0xff)) ${at16('64', '1')}`, cause: 'a string is not UTF-8' },
  { what: 'long text that is not UTF-8', type: 'string', gives: `(i32.store8 (i32.const 90) (i32.const 0xff)) ${at16('64', '100')}`, cause: 'a string is not UTF-8' },
  { what: 'a surrogate in UTF-8', type: 'string', gives: `(i32.store (i32.const 64) (i32.const 0x80a0ed)) ${at16('64', '3')}`, cause: 'a string is not UTF-8' },
  { what: 'half a surrogate pair in UTF-16', type: 'string', encoding: 'utf16', gives: `(i32.store16 (i32.const 64) (i32.const 0xd800)) ${at16('64', '1')}`, cause: 'a string is not UTF-16: it has half a surrogate pair' },
  { what: 'misaligned UTF-16', type: 'string', encoding: 'utf16', gives: at16('65', '1'), cause: 'a string is at 65, which is not aligned to 2' },
  { what: 'UTF-16 whose length in bytes overflows', type: 'string', encoding: 'utf16', gives: at16('64', '0x80000001'), cause: 'a string of 4294967298 bytes at 64 reaches out of the memory' },
  { what: 'misaligned latin1', type: 'string', encoding: 'latin1+utf16', gives: at16('65', '1'), cause: 'a string is at 65, which is not aligned to 2' },
  { what: 'tagged UTF-16 beyond the memory', type: 'string', encoding: 'latin1+utf16', gives: at16('65534', '0x80000002'), cause: 'a string of 4 bytes at 65534 reaches out of the memory' },
  { what: 'half a surrogate pair in tagged UTF-16', type: 'string', encoding: 'latin1+utf16', gives: `(i32.store16 (i32.const 64) (i32.const 0xdc00)) ${at16('64', '0x80000001')}`, cause: 'a string is not UTF-16: it has half a surrogate pair' },
  { what: 'a list beyond the memory', type: '(list u8)', gives: at16('65530', '7'), cause: 'a list of 7 bytes at 65530 reaches out of the memory' },
  { what: 'a misaligned list', type: '(list u32)', gives: at16('66', '1'), cause: 'a list is at 66, which is not aligned to 4' },
  { what: 'a list whose length in bytes overflows', type: '(list u64)', gives: at16('64', '0x20000001'), cause: 'a list of 4294967304 bytes at 64 reaches out of the memory' },
  { what: 'a list of strings that overflows', type: '(list string)', gives: at16('64', MAX), cause: 'a list of 34359738360 bytes at 64 reaches out of the memory' },
  { what: 'a misaligned list inside a list', type: '(list (list u16))', gives: `(i32.store (i32.const 64) (i32.const 97)) (i32.store (i32.const 68) (i32.const 1)) ${at16('64', '1')}`, cause: 'a list is at 97, which is not aligned to 2' },
  { what: 'a bool of 2', type: 'bool', gives: '(i32.const 2)', cause: '2 is no bool' },
  { what: 'a bool of 2 in memory', type: '(tuple bool bool)', gives: `(i32.store8 (i32.const 17) (i32.const 2)) (i32.const 16)`, cause: '2 is no bool' },
  { what: 'a u8 of 256', type: 'u8', gives: '(i32.const 256)', cause: '256 is no u8' },
  { what: 'an s8 of 128', type: 's8', gives: '(i32.const 128)', cause: '128 is no s8' },
  { what: 'a u16 of -1', type: 'u16', gives: '(i32.const -1)', cause: '-1 is no u16' },
  { what: 'a char beyond Unicode', type: 'char', gives: '(i32.const 0x110000)', cause: '1114112 is the number of no character' },
  { what: 'a char that is a surrogate', type: 'char', gives: '(i32.const 0xd800)', cause: '55296 is the number of no character' },
  { what: 'a char below zero', type: 'char', gives: '(i32.const -1)', cause: '4294967295 is the number of no character' },
  { what: 'an enum without that case', type: '(enum "a" "b")', gives: '(i32.const 2)', cause: '2 is the number of no case of the enum' },
  { what: 'an enum case below zero', type: '(enum "a" "b")', gives: '(i32.const -1)', cause: '4294967295 is the number of no case of the enum' },
  { what: 'a variant without that case', type: '(variant (case "a") (case "b" u32))', gives: at16('2'), cause: '2 is the number of no case of the variant' },
  { what: 'an option without that case', type: '(option u32)', gives: at16('2'), cause: '2 is the number of no case of the option' },
  { what: 'a result without that case', type: '(result)', gives: '(i32.const 7)', cause: '7 is the number of no case of the result' },
  { what: 'flags without a name', type: '(flags "a" "b")', gives: '(i32.const 4)', cause: 'flags have bits set that have no name' },
  // 4,000 places that each point to the same list of 4,000 lists: half a gigabyte of arrays out of 32 KB.
  {
    what: 'a giant list of lists that are all the same one', type: '(list (list (list u8)))', cause: 'the values it gives take more than the 16 MiB that limits.liftBytes allows', kind: 'limit',
    gives: `(local $at i32)
      (loop $next
        (i32.store (i32.add (i32.const 64) (local.get $at)) (i32.const 64)) (i32.store (i32.add (i32.const 68) (local.get $at)) (i32.const 4000))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br_if $next (i32.lt_u (local.get $at) (i32.const 32000))))
      ${at16('64', '4000')}`,
  },
  { what: 'a giant list of empty records', type: '(list (list (tuple u8)))', cause: 'the values it gives take more than the 16 MiB that limits.liftBytes allows', kind: 'limit',
    gives: `(local $at i32)
      (loop $next
        (i32.store (i32.add (i32.const 64) (local.get $at)) (i32.const 64)) (i32.store (i32.add (i32.const 68) (local.get $at)) (i32.const 60000))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br_if $next (i32.lt_u (local.get $at) (i32.const 8000))))
      ${at16('64', '1000')}` },
]

const FLAT = new Set(['bool', 'u8', 's8', 'u16', 'char'])

/** Types with names of their own have to be exported ones, which an import of an equal type makes them. */
function component({ type, gives, encoding = 'utf8' }: Hostile): string {
  return `
    (component
      (type $plain ${type})
      (import "named" (type $type (eq $plain)))
      (core module $m
        (memory (export "memory") 1)
        (func (export "run") (result i32) ${gives})
        (func (export "fine") (result i32) (i32.const 1)))
      (core instance $i (instantiate $m))
      (func (export "run") (result ${FLAT.has(type) || type === 'string' ? type : '$type'})
        (canon lift (core func $i "run") (memory (core memory $i "memory")) string-encoding=${encoding}))
      (func (export "fine") (result u32) (canon lift (core func $i "fine"))))`
}

describe('a component that gives', () => {
  it.each(RESULTS)('$what fails its call and nothing else', async (hostile) => {
    const host = await boundHostOf(await fromWat(component(hostile)))
    const { kind = 'bad-value', cause } = hostile
    const before = kind === 'limit' ? '' : 'A value could not be passed: '
    expect(callOnce(host, 'run')).toEqual({ ok: false, kind, message: `${before}run: ${cause}` })
    expect(callOnce(host, 'fine')).toEqual({ ok: true, value: 1 })
  })
})

/** What a component does with what it is given. `count` says how often it was called since it began. */
const TAKER = (realloc: string, rest = '') => `
  (component
    (core module $m
      (memory (export "memory") 1)
      (global $calls (mut i32) (i32.const 0))
      (func $realloc (export "realloc") (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32) ${realloc})
      (func (export "take") (param i32 i32) (result i32)
        (global.set $calls (i32.add (global.get $calls) (i32.const 1))) (global.get $calls))
      ${rest})
    (core instance $i (instantiate $m))
    (func (export "take") (param "text" string) (result u32)
      (canon lift (core func $i "take") (memory (core memory $i "memory")) (realloc (core func $i "realloc"))))
    (func (export "list") (param "numbers" (list u64)) (result u32)
      (canon lift (core func $i "take") (memory (core memory $i "memory")) (realloc (core func $i "realloc"))))
    (func (export "count") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "take"))))`

const NUMBERS = [1n, 2n]

it.each([
  ['gives an address beyond the memory', '(i32.const 65530)', 'take', 'seven b', 'bad-value', 'A value could not be passed: take: realloc gave 7 bytes at 65530, which reach out of the memory'],
  ['gives the last address of all', '(i32.const -1)', 'take', 'x', 'bad-value', 'A value could not be passed: take: realloc gave 1 bytes at 4294967295, which reach out of the memory'],
  ['gives a misaligned address', '(i32.const 12)', 'list', NUMBERS, 'bad-value', 'A value could not be passed: list: realloc gave the address 12, which is not aligned to 8'],
  ['traps', 'unreachable', 'take', 'x', 'trap', 'The component trapped: wasm `unreachable` instruction executed'],
  ['never has enough', '(drop (memory.grow (i32.const 1))) (i32.const -8)', 'list', NUMBERS, 'bad-value', 'A value could not be passed: list: realloc gave 16 bytes at 4294967288, which reach out of the memory'],
])('a realloc that %s fails the call, and the next run begins anew', async (_, realloc, path, value, kind, message) => {
  const host = await boundHostOf(await fromWat(TAKER(realloc)))
  expect(callOnce(host, path, value)).toEqual({ ok: false, kind, message })
  expect(callOnce(host, 'count', 0, 0)).toEqual({ ok: true, value: 1 })
})

it('a realloc that grows the memory takes no view of it away that is still used', async () => {
  const grows = '(drop (memory.grow (i32.const 1))) (i32.const 70000)'
  expect(callOnce(await boundHostOf(await fromWat(TAKER(grows))), 'take', 'x'.repeat(100))).toEqual({ ok: true, value: 1 })
})

/** A host's function, asked for while values are passed. */
it.each([
  ['realloc', '(drop (call $ask)) (i32.const 64)', ''],
  ['post-return', '(i32.const 64)', '(drop (call $ask))'],
])('%s may not call out of the component', async (_, realloc, postReturn) => {
  const host = await boundHostOf(await fromWat(`
    (component
      (import "ask" (func $asked (result u32)))
      (core func $asked (canon lower (func $asked)))
      (core module $m
        (import "" "ask" (func $ask (result i32)))
        (memory (export "memory") 1)
        (func (export "realloc") (param i32 i32 i32 i32) (result i32) ${realloc})
        (func (export "take") (param i32 i32) (result i32) (i32.const 0))
        (func (export "post") (param i32) ${postReturn}))
      (core instance $i (instantiate $m (with "" (instance (export "ask" (func $asked))))))
      (func (export "take") (param "text" string) (result string) (canon lift (core func $i "take")
        (memory (core memory $i "memory")) (realloc (core func $i "realloc")) (post-return (core func $i "post")))))`))
  expect(callOnce(host, 'take', 'x')).toEqual({ ok: false, kind: 'trap', message: 'The component trapped: ask: it is called while values are passed, which nothing may be' })
})

/** `outer` calls a component inside, which was given `inner` of the component that it is called from. */
it('a component cannot be entered a second time before it was left', async () => {
  const host = await boundHostOf(await fromWat(`
    (component
      (core module $a (func (export "inner") (result i32) (i32.const 5)))
      (core instance $a (instantiate $a))
      (func $inner (result u32) (canon lift (core func $a "inner")))
      (component $between
        (import "inner" (func $inner (result u32)))
        (core func $inner (canon lower (func $inner)))
        (core module $m (import "" "inner" (func $inner (result i32))) (func (export "run") (result i32) (call $inner)))
        (core instance $i (instantiate $m (with "" (instance (export "inner" (func $inner))))))
        (func (export "run") (result u32) (canon lift (core func $i "run"))))
      (instance $between (instantiate $between (with "inner" (func $inner))))
      (core func $run (canon lower (func $between "run")))
      (core module $b (import "" "run" (func $run (result i32))) (func (export "outer") (result i32) (call $run)))
      (core instance $b (instantiate $b (with "" (instance (export "run" (func $run))))))
      (func (export "outer") (result u32) (canon lift (core func $b "outer")))
      (export "between" (func $between "run")))`))
  expect(callOnce(host, 'between')).toEqual({ ok: true, value: 5 })
  expect(callOnce(host, 'outer')).toEqual({
    ok: false, kind: 'trap',
    message: 'The component trapped: a function inside the component: the component instance is entered a second time, or was left by a trap',
  })
  expect(callOnce(host, 'between')).toEqual({ ok: true, value: 5 })
})

it('post-return is called once for each call, with what the function returned', async () => {
  const host = await boundHostOf(await fromWat(`
    (component
      (core module $m
        (memory (export "memory") 1)
        (global $freed (mut i32) (i32.const 0))
        (func (export "text") (result i32) (i32.store (i32.const 16) (i32.const 32)) (i32.const 16))
        (func (export "post") (param i32) (global.set $freed (i32.add (global.get $freed) (local.get 0))))
        (func (export "freed") (result i32) (global.get $freed)))
      (core instance $i (instantiate $m))
      (func (export "text") (result string)
        (canon lift (core func $i "text") (memory (core memory $i "memory")) (post-return (core func $i "post"))))
      (func (export "freed") (result u32) (canon lift (core func $i "freed"))))`))
  const instance = host.host.acquire(environmentOf())
  const call = caller(host, instance)
  expect([call('text'), call('freed'), call('text'), call('freed')].map((outcome) => outcome.ok && outcome.value)).toEqual(['', 16, '', 32])
})

/** Calls an import with 17 parameters, which pass in memory, and a function inside that gives two numbers, which do too. */
const CALLER = (params: string, place: string) => `
  (component
    (import "ask" (func $ask ${Array.from({ length: 17 }, (_, index) => `(param "p${index}" u32)`).join(' ')}))
    (component $inner
      (core module $m (memory (export "memory") 1) (func (export "pair") (result i32) (i32.const 16)))
      (core instance $i (instantiate $m))
      (func (export "pair") (result (tuple u32 u32)) (canon lift (core func $i "pair") (memory (core memory $i "memory")))))
    (instance $inner (instantiate $inner))
    (core module $libc (memory (export "memory") 1))
    (core instance $libc (instantiate $libc))
    (core func $ask (canon lower (func $ask) (memory (core memory $libc "memory"))))
    (core func $pair (canon lower (func $inner "pair") (memory (core memory $libc "memory"))))
    (core module $m
      (import "" "ask" (func $ask (param i32)))
      (import "" "pair" (func $pair (param i32)))
      (func (export "ask") (call $ask (i32.const ${params})))
      (func (export "pair") (call $pair (i32.const ${place})))
      (func (export "fine") (result i32) (i32.const 1)))
    (core instance $i (instantiate $m (with "" (instance (export "ask" (func $ask)) (export "pair" (func $pair))))))
    (func (export "ask") (canon lift (core func $i "ask")))
    (func (export "pair") (canon lift (core func $i "pair")))
    (func (export "fine") (result u32) (canon lift (core func $i "fine"))))`

it.each([
  ['ask', '65472', 'ask: the place of its parameters of 68 bytes at 65472 reaches out of the memory'],
  ['ask', '0xfffffffc', 'ask: the place of its parameters of 68 bytes at 4294967292 reaches out of the memory'],
  ['ask', '18', 'ask: the place of its parameters is at 18, which is not aligned to 4'],
  ['pair', '65532', 'a function inside the component: the place for its result of 8 bytes at 65532 reaches out of the memory'],
  ['pair', '18', 'a function inside the component: the place for its result is at 18, which is not aligned to 4'],
])('a component that calls %s with the address %s fails its call and nothing else', async (path, address, cause) => {
  const host = await boundHostOf(await fromWat(CALLER(address, address)))
  expect(callOnce(host, path)).toEqual({ ok: false, kind: 'bad-value', message: `A value could not be passed: ${cause}` })
  expect(callOnce(host, 'fine')).toEqual({ ok: true, value: 1 })
})

it('a component that is given a string without a way to make room for it fails its call', async () => {
  const host = await boundHostOf(await fromWat(`
    (component
      (core module $m (memory (export "memory") 1) (func (export "take") (param i32 i32)))
      (core instance $i (instantiate $m))
      (func (export "take") (param "text" string) (canon lift (core func $i "take") (memory (core memory $i "memory")))))`))
  expect(callOnce(host, 'take', 'x')).toEqual({
    ok: false, kind: 'bad-value',
    message: 'A value could not be passed: take: the component has no realloc, but is to be given values that need memory',
  })
})
