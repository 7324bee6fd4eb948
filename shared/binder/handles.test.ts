import { describe, expect, it } from 'vitest'
import { fromWat } from '../../test/components/build.ts'
import { boundHostOf, callOnce, environmentOf, caller } from '../../test/components/host.ts'

/** A component with a resource of its own, whose functions use handles as `body` says. The destructor counts. */
const OWNER = (body: string): string => `
  (component
    (core module $dtor
      (global $dropped (mut i32) (i32.const 0))
      (func (export "drop") (param i32) (global.set $dropped (i32.add (global.get $dropped) (local.get 0))))
      (func (export "dropped") (result i32) (global.get $dropped)))
    (core instance $dtor (instantiate $dtor))
    (type $thing (resource (rep i32) (dtor (core func $dtor "drop"))))
    (type $other (resource (rep i32)))
    (core func $new (canon resource.new $thing))
    (core func $rep (canon resource.rep $thing))
    (core func $drop (canon resource.drop $thing))
    (core func $new-other (canon resource.new $other))
    (core module $m
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "rep" (func $rep (param i32) (result i32)))
      (import "" "drop" (func $drop (param i32)))
      (import "" "new-other" (func $new-other (param i32) (result i32)))
      (import "" "dropped" (func $dropped (result i32)))
      (func (export "run") (result i32) (local $a i32) (local $b i32) ${body}))
    (core instance $i (instantiate $m (with "" (instance
      (export "new" (func $new)) (export "rep" (func $rep)) (export "drop" (func $drop))
      (export "new-other" (func $new-other)) (export "dropped" (func $dtor "dropped"))))))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))`

describe('a handle', () => {
  it.each([
    ['is numbered from 1', '(call $new (i32.const 7))', 1],
    ['stands for what the component chose', '(call $rep (call $new (i32.const 7)))', 7],
    ['may stand for -1', '(call $rep (call $new (i32.const -1)))', 4_294_967_295],
    ['has a number that is used again', '(call $drop (call $new (i32.const 7))) (call $new (i32.const 8))', 1],
    ['has its destructor called when it is dropped', '(call $drop (call $new (i32.const 7))) (call $drop (call $new (i32.const 8))) (call $dropped)', 15],
  ])('%s', async (_, body, value) => {
    expect(callOnce(await boundHostOf(await fromWat(OWNER(body))), 'run')).toEqual({ ok: true, value })
  })

  it.each([
    ['that was never given', '(call $rep (i32.const 1))', 'resource.rep: there is no handle 1'],
    ['of number 0', '(call $rep (i32.const 0))', 'resource.rep: there is no handle 0'],
    ['of number -1', '(call $rep (i32.const -1))', 'resource.rep: there is no handle 4294967295'],
    ['that was dropped', '(local.set $a (call $new (i32.const 7))) (call $drop (local.get $a)) (call $rep (local.get $a))', 'resource.rep: there is no handle 1'],
    ['that was dropped before', '(local.set $a (call $new (i32.const 7))) (call $drop (local.get $a)) (call $drop (local.get $a)) (i32.const 0)', 'resource.drop: there is no handle 1'],
    ['of another resource', '(call $rep (call $new-other (i32.const 7)))', 'resource.rep: the handle 1 is one of resource 1, not of resource 0'],
  ])('%s is a trap', async (_, body, cause) => {
    const host = await boundHostOf(await fromWat(OWNER(body)))
    expect(callOnce(host, 'run')).toEqual({ ok: false, kind: 'trap', message: `The component trapped: ${cause}` })
  })

  it('is forgotten between runs, though the instance is used again', async () => {
    const host = await boundHostOf(await fromWat(OWNER('(call $new (i32.const 7))')))
    for (let run = 0; run < 3; run += 1) {
      const instance = host.host.acquire(environmentOf())
      const call = caller(host, instance)
      expect([call('run'), call('run')]).toEqual([{ ok: true, value: 1 }, { ok: true, value: 2 }])
      instance.release()
    }
  })
})

/**
 * Two components, one of which defines `thing` and the other uses it: `make` gives one away, `look` is lent one, `take`
 * gets one for good.
 */
const COMPOSED = (body: string, { look = '(local.get 0)', destructor = '' } = {}): string => `
  (component
    (component $maker
      (core module $dtor
        (global $dropped (mut i32) (i32.const 0))
        (func (export "drop") (param i32) ${destructor} (global.set $dropped (i32.add (global.get $dropped) (local.get 0))))
        (func (export "dropped") (result i32) (global.get $dropped)))
      (core instance $dtor (instantiate $dtor))
      (func (export "dropped") (result u32) (canon lift (core func $dtor "dropped")))
      (type $thing' (resource (rep i32) (dtor (core func $dtor "drop"))))
      (export $thing "thing" (type $thing'))
      (core func $new (canon resource.new $thing))
      (core func $rep (canon resource.rep $thing))
      (core module $m
        (import "" "new" (func $new (param i32) (result i32)))
        (import "" "rep" (func $rep (param i32) (result i32)))
        (func (export "make") (param i32) (result i32) (call $new (local.get 0)))
        (func (export "look") (param i32) (result i32) ${look})
        (func (export "take") (param i32) (result i32) (call $rep (local.get 0)))
        (func (export "look-and-take") (param i32 i32) (result i32) (call $rep (local.get 1))))
      (core instance $i (instantiate $m (with "" (instance (export "new" (func $new)) (export "rep" (func $rep))))))
      (func (export "make") (param "n" u32) (result (own $thing)) (canon lift (core func $i "make")))
      (func (export "look") (param "t" (borrow $thing)) (result u32) (canon lift (core func $i "look")))
      (func (export "take") (param "t" (own $thing)) (result u32) (canon lift (core func $i "take")))
      (func (export "look-and-take") (param "a" (borrow $thing)) (param "b" (own $thing)) (result u32) (canon lift (core func $i "look-and-take"))))
    (component $user
      (import "maker" (instance $maker
        (export "thing" (type $thing (sub resource)))
        (export "make" (func (param "n" u32) (result (own $thing))))
        (export "look" (func (param "t" (borrow $thing)) (result u32)))
        (export "take" (func (param "t" (own $thing)) (result u32)))
        (export "look-and-take" (func (param "a" (borrow $thing)) (param "b" (own $thing)) (result u32)))
        (export "dropped" (func (result u32)))))
      (alias export $maker "thing" (type $thing))
      (core func $dropped (canon lower (func $maker "dropped")))
      (core func $make (canon lower (func $maker "make")))
      (core func $look (canon lower (func $maker "look")))
      (core func $take (canon lower (func $maker "take")))
      (core func $both (canon lower (func $maker "look-and-take")))
      (core func $drop (canon resource.drop $thing))
      (core module $m
        (import "" "make" (func $make (param i32) (result i32)))
        (import "" "look" (func $look (param i32) (result i32)))
        (import "" "take" (func $take (param i32) (result i32)))
        (import "" "both" (func $both (param i32 i32) (result i32)))
        (import "" "drop" (func $drop (param i32)))
        (import "" "dropped" (func $dropped (result i32)))
        (func (export "run") (result i32) (local $a i32) ${body}))
      (core instance $i (instantiate $m (with "" (instance
        (export "make" (func $make)) (export "look" (func $look)) (export "take" (func $take))
        (export "both" (func $both)) (export "drop" (func $drop)) (export "dropped" (func $dropped))))))
      (func (export "run") (result u32) (canon lift (core func $i "run"))))
    (instance $maker (instantiate $maker))
    (instance $user (instantiate $user (with "maker" (instance $maker))))
    (func (export "run") (alias export $user "run")))`

describe('a handle that passes between components', () => {
  it.each([
    ['is lent as what its owner chose', '(call $look (call $make (i32.const 7)))', 7],
    ['can be lent again', '(local.set $a (call $make (i32.const 7))) (i32.add (call $look (local.get $a)) (call $look (local.get $a)))', 14],
    ['is given away', '(call $take (call $make (i32.const 9)))', 9],
    ['has the destructor of its owner called when it is dropped elsewhere', '(call $drop (call $make (i32.const 9))) (call $drop (call $make (i32.const 4))) (call $dropped)', 13],
    ['that was given back is not destroyed', '(drop (call $take (call $make (i32.const 9)))) (call $dropped)', 0],
    ['has a number of its own in each of them', '(drop (call $make (i32.const 7))) (drop (call $make (i32.const 8))) (call $make (i32.const 9))', 3],
    ['can be given away after it was lent', '(local.set $a (call $make (i32.const 7))) (drop (call $look (local.get $a))) (call $take (local.get $a))', 7],
  ])('%s', async (_, body, value) => {
    expect(callOnce(await boundHostOf(await fromWat(COMPOSED(body))), 'run')).toEqual({ ok: true, value })
  })

  it.each([
    ['after it was given away', '(local.set $a (call $make (i32.const 7))) (drop (call $take (local.get $a))) (call $look (local.get $a))', 'there is no handle 1'],
    ['while it is lent', '(local.set $a (call $make (i32.const 7))) (call $both (local.get $a) (local.get $a))', 'the handle 1 is lent'],
    ['under a number that only its owner knows', '(drop (call $make (i32.const 7))) (call $look (i32.const 7))', 'there is no handle 7'],
  ])('is a trap when it is used %s', async (_, body, cause) => {
    const host = await boundHostOf(await fromWat(COMPOSED(body)))
    expect(callOnce(host, 'run')).toEqual({ ok: false, kind: 'trap', message: `The component trapped: a function inside the component: ${cause}` })
  })

  it('is gone with its instance when its destructor traps', async () => {
    const host = await boundHostOf(await fromWat(COMPOSED(
      '(call $drop (call $make (i32.const 9))) (i32.const 3)', { destructor: 'unreachable' })))
    const instance = host.host.acquire(environmentOf())
    const call = caller(host, instance)
    const trapped = { ok: false, kind: 'trap', message: 'The component trapped: wasm `unreachable` instruction executed' }
    expect([call('run'), call('run')]).toEqual([trapped, trapped])
  })
})

/** The component around another one defines a resource and lends or gives it to the one inside, which uses it as `body` says. */
const INSIDE = (body: string, { handle = 'own', destructor = '(dtor (core func $dtor "drop"))' } = {}): string => `
  (component
    (core module $dtor (func (export "drop") (param i32)))
    (core instance $dtor (instantiate $dtor))
    (type $thing (resource (rep i32) ${destructor}))
    (component $user
      (import "thing" (type $thing (sub resource)))
      (import "keep" (func $keep (param "t" (own $thing))))
      (core func $drop (canon resource.drop $thing))
      (core func $keep (canon lower (func $keep)))
      (core module $m
        (import "" "drop" (func $drop (param i32)))
        (import "" "keep" (func $keep (param i32)))
        (func (export "use") (param i32) ${body}))
      (core instance $i (instantiate $m (with "" (instance (export "drop" (func $drop)) (export "keep" (func $keep))))))
      (func (export "use") (param "t" (${handle} $thing)) (canon lift (core func $i "use"))))
    (core module $keeper (func (export "keep") (param i32)))
    (core instance $keeper (instantiate $keeper))
    (func $keep (param "t" (own $thing)) (canon lift (core func $keeper "keep")))
    (instance $user (instantiate $user (with "thing" (type $thing)) (with "keep" (func $keep))))
    (core func $new (canon resource.new $thing))
    (core func $use (canon lower (func $user "use")))
    (core module $m
      (import "" "new" (func $new (param i32) (result i32)))
      (import "" "use" (func $use (param i32)))
      (func (export "run") (call $use (call $new (i32.const 7)))))
    (core instance $i (instantiate $m (with "" (instance (export "new" (func $new)) (export "use" (func $use))))))
    (func (export "run") (canon lift (core func $i "run"))))`

/** "canon resource.drop": the destructor is entered like any function, and without one nothing may be on the stack either. */
it.each([
  ['is not entered for a destructor while it runs', INSIDE('(call $drop (local.get 0))'), 'resource.drop: the component instance is entered a second time, or was left by a trap'],
  ['is not entered for want of a destructor either', INSIDE('(call $drop (local.get 0))', { destructor: '' }), 'resource.drop: the component instance is entered a second time, or was left by a trap'],
  ['does not get for good what it lent', INSIDE('(call $keep (local.get 0))', { handle: 'borrow' }), 'a function inside the component: the handle 1 is only lent and cannot be given away'],
])('the component that defines a resource %s', async (_, wat, cause) => {
  expect(callOnce(await boundHostOf(await fromWat(wat)), 'run')).toEqual({ ok: false, kind: 'trap', message: `The component trapped: ${cause}` })
})

/** While a string is lowered, `realloc` does what nothing may do then. */
it.each(['new', 'drop'])('resource.%s is a trap while values pass', async (what) => {
  const host = await boundHostOf(await fromWat(`
    (component
      (type $thing (resource (rep i32)))
      (core func $new (canon resource.new $thing))
      (core func $drop (canon resource.drop $thing))
      (core module $m
        (import "" "new" (func $new (param i32) (result i32)))
        (import "" "drop" (func $drop (param i32)))
        (memory (export "memory") 1)
        (func (export "realloc") (param i32 i32 i32 i32) (result i32)
          ${what === 'new' ? '(drop (call $new (i32.const 1)))' : '(call $drop (i32.const 1))'} (i32.const 64))
        (func (export "take") (param i32 i32)))
      (core instance $i (instantiate $m (with "" (instance (export "new" (func $new)) (export "drop" (func $drop))))))
      (func (export "take") (param "text" string)
        (canon lift (core func $i "take") (memory (core memory $i "memory")) (realloc (core func $i "realloc")))))`))
  expect(callOnce(host, 'take', 'x')).toEqual({
    ok: false, kind: 'trap', message: `The component trapped: resource.${what}: it is called while values are passed, which nothing may be`,
  })
})

/** A resource of the host's, lent on to a component that does not define it: there it is a handle that has to be dropped. */
const LENT = (body: string): string => `
  (component
    (import "wasi:io/poll@0.2.3" (instance $poll
      (export "pollable" (type $pollable (sub resource)))
      (export "[method]pollable.ready" (func (param "self" (borrow $pollable)) (result bool)))))
    (alias export $poll "pollable" (type $pollable))
    (import "wasi:clocks/monotonic-clock@0.2.3" (instance $clock
      (alias outer 1 $pollable (type $pollable'))
      (export "pollable" (type $pollable (eq $pollable')))
      (export "subscribe-duration" (func (param "when" u64) (result (own $pollable))))))
    (component $borrower
      (import "pollable" (type $pollable (sub resource)))
      (import "ready" (func $ready (param "self" (borrow $pollable)) (result bool)))
      (core func $ready (canon lower (func $ready)))
      (core func $drop (canon resource.drop $pollable))
      (core module $m
        (import "" "ready" (func $ready (param i32) (result i32)))
        (import "" "drop" (func $drop (param i32)))
        (func (export "look") (param i32) (result i32) ${body}))
      (core instance $i (instantiate $m (with "" (instance (export "ready" (func $ready)) (export "drop" (func $drop))))))
      (func (export "look") (param "p" (borrow $pollable)) (result bool) (canon lift (core func $i "look"))))
    (instance $borrower (instantiate $borrower (with "pollable" (type $pollable)) (with "ready" (func $poll "[method]pollable.ready"))))
    (core func $subscribe (canon lower (func $clock "subscribe-duration")))
    (core func $look (canon lower (func $borrower "look")))
    (core module $m
      (import "" "subscribe" (func $subscribe (param i64) (result i32)))
      (import "" "look" (func $look (param i32) (result i32)))
      (func (export "run") (param i64) (result i32) (call $look (call $subscribe (local.get 0)))))
    (core instance $i (instantiate $m (with "" (instance (export "subscribe" (func $subscribe)) (export "look" (func $look))))))
    (func (export "run") (param "when" u64) (result bool) (canon lift (core func $i "run"))))`

it.each([[0n, true], [5n, false]])('a pollable of the host is lent through two components (due in %s ns: ready %s)', async (when, ready) => {
  const host = await boundHostOf(await fromWat(LENT('(local $r i32) (local.set $r (call $ready (local.get 0))) (call $drop (local.get 0)) (local.get $r)')))
  expect(callOnce(host, 'run', when)).toEqual({ ok: true, value: ready })
})

it('whoever is lent a handle has to drop it before it returns', async () => {
  const host = await boundHostOf(await fromWat(LENT('(call $ready (local.get 0))')))
  expect(callOnce(host, 'run', 0n)).toEqual({
    ok: false, kind: 'trap',
    message: 'The component trapped: a function inside the component: it returned without dropping 1 handles that were lent to it',
  })
})
