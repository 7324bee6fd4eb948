import { componentEmbed, componentNew, parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { fromWat } from '../components/build.ts'

/** One whose start function never returns. */
export function startingForEver(): Promise<Uint8Array<ArrayBuffer>> {
  return fromWat(`(component
    (core module $m
      (func $start (loop (br 0)))
      (start $start)
      (func (export "one") (result i32) (i32.const 1)))
    (core instance $i (instantiate $m))
    (func (export "one") (result u32) (canon lift (core func $i "one"))))`)
}

/** What strangers' components do wrong, each as an exported function; `twice` traps at 13. */
export function misbehaving(): Promise<Uint8Array<ArrayBuffer>> {
  return fromWat(`(component
    (core module $m
      (memory (export "memory") 1)
      (func (export "spin") (loop (br 0)))
      (func (export "trap") unreachable)
      (func (export "twice") (param i32) (result i32)
        (if (i32.eq (local.get 0) (i32.const 13)) (then unreachable))
        (i32.mul (local.get 0) (i32.const 2)))
      (func (export "hoard") (result i32)
        (local $pages i32)
        (loop
          (if (i32.eq (memory.grow (i32.const 256)) (i32.const -1)) (then (return (local.get $pages))))
          (local.set $pages (i32.add (local.get $pages) (i32.const 256)))
          (memory.fill (i32.mul (i32.sub (local.get $pages) (i32.const 256)) (i32.const 65536)) (i32.const 7) (i32.const 16777216))
          (br 0))
        (unreachable)))
    (core instance $i (instantiate $m))
    (func (export "spin") (canon lift (core func $i "spin")))
    (func (export "trap") (canon lift (core func $i "trap")))
    (func (export "twice") (param "number" u32) (result u32) (canon lift (core func $i "twice")))
    (func (export "hoard") (result u32) (canon lift (core func $i "hoard"))))`)
}

/**
 * What gives something else each time: `draw` a random number, `spin-until` the time in nanoseconds, not before it is as
 * late as asked, and `refuse` always an error.
 */
export function unlikeBefore(): Promise<Uint8Array<ArrayBuffer>> {
  return fromWat(`(component
    (import "wasi:random/random@0.2.0" (instance $random (export "get-random-u64" (func (result u64)))))
    (import "wasi:clocks/monotonic-clock@0.2.0" (instance $clock (export "now" (func (result u64)))))
    (core func $draw (canon lower (func $random "get-random-u64")))
    (core func $now (canon lower (func $clock "now")))
    (core module $m
      (import "host" "draw" (func $draw (result i64)))
      (import "host" "now" (func $now (result i64)))
      (memory (export "memory") 1)
      (func (export "draw") (result i64) (call $draw))
      (func (export "spin-until") (param i64) (result i64)
        (local $now i64)
        (loop
          (local.set $now (call $now))
          (br_if 0 (i64.lt_u (local.get $now) (local.get 0))))
        (local.get $now))
      (func (export "refuse") (param i32) (result i32)
        (i32.store8 (i32.const 0) (i32.const 1))
        (i32.store (i32.const 8) (local.get 0))
        (i32.const 0)))
    (core instance $i (instantiate $m
      (with "host" (instance (export "draw" (func $draw)) (export "now" (func $now))))))
    (func (export "draw") (result u64) (canon lift (core func $i "draw")))
    (func (export "spin-until") (param "ns" u64) (result u64) (canon lift (core func $i "spin-until")))
    (func (export "refuse") (param "number" u32) (result (result u64 (error u32)))
      (canon lift (core func $i "refuse") (memory (core memory $i "memory")))))`)
}

/** Imports what the binder does not know, so that jco's code calls it. */
export async function streaming(): Promise<Uint8Array<ArrayBuffer>> {
  const binary = await parse(`(module
    (import "$root" "watch" (func (param i32)))
    (func (export "twice") (param f64) (result f64) (f64.mul (local.get 0) (f64.const 2))))`)
  const witSource = 'package a:streaming; world w { import watch: func(s: stream<u8>); export twice: func(number: f64) -> f64; }'
  return new Uint8Array(await componentNew(await componentEmbed({ binary, witSource })))
}
