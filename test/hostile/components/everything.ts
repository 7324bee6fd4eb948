import { componentEmbed, componentNew, parse } from '@bytecodealliance/jco-transpile/wasm-tools'

// One component with a function for each way to hurt while running: a component costs a second, a function nothing.

const WIT = `
  package hostile:all;
  world all {
    use runnel:types/values@1.0.0.{json};
    import wasi:cli/exit@0.2.3;
    import wasi:clocks/monotonic-clock@0.2.3;
    import wasi:random/random@0.2.3;
    import wasi:cli/stdout@0.2.3;
    import wasi:io/poll@0.2.3;
    import wasi:io/streams@0.2.3;
    FUNCTIONS
  }
  package runnel:types@1.0.0 { interface values { type json = string; } }
  package wasi:io@0.2.3 {
    interface poll { resource pollable { block: func(); } }
    interface streams {
      resource output-stream { blocking-write-and-flush: func(contents: list<u8>) -> result<_, stream-error>; }
      variant stream-error { closed }
    }
  }
  package wasi:clocks@0.2.3 {
    interface monotonic-clock {
      use wasi:io/poll@0.2.3.{pollable};
      now: func() -> u64;
      subscribe-duration: func(ns: u64) -> pollable;
    }
  }
  package wasi:random@0.2.3 { interface random { get-random-bytes: func(len: u64) -> list<u8>; } }
  package wasi:cli@0.2.3 {
    interface exit { exit: func(status: result); }
    interface stdout { use wasi:io/streams@0.2.3.{output-stream}; get-stdout: func() -> output-stream; }
  }`

interface HostileFunction {
  /** Its WIT type behind `func`. */
  readonly type: string
  /** Core instructions; `$at` and `$left` are i32 locals. */
  readonly does: string
  /** Whether it leaves an i32. */
  readonly gives?: boolean
  readonly postReturn?: string
}

const pointTo = (at: string, bytes: string): string =>
  `(i32.store (i32.const 16) (i32.const ${at})) (i32.store (i32.const 20) (i32.const ${bytes})) (i32.const 16)`
/** More memory and something in all of it. */
const take = (bytes: number, byte: number): string =>
  `(drop (memory.grow (i32.const ${bytes / 65_536}))) (memory.fill (i32.const 65536) (i32.const ${byte}) (i32.const ${bytes}))`
const MIB = 1024 * 1024

const FUNCTIONS: Readonly<Record<string, HostileFunction>> = {
  branch: { type: '()', does: '(loop (br 0))' },
  fill: { type: '()', does: `${take(32 * MIB, 7)} (loop (memory.fill (i32.const 65536) (i32.const 1) (i32.const ${32 * MIB})) (br 0))` },
  copy: { type: '()', does: `${take(32 * MIB, 7)} (loop (memory.copy (i32.const 65536) (i32.const 70000) (i32.const ${31 * MIB})) (br 0))` },
  call: { type: '()', does: '(loop (call $nothing) (br 0))' },
  'tail-call': { type: '()', does: '(return_call $again)' },
  'table-fill': { type: '()', does: '(loop (table.fill $t (i32.const 0) (ref.null func) (table.size $t)) (br 0))' },
  'host-call': { type: '()', does: '(loop (drop (call $now)) (br 0))' },
  'in-post-return': { type: '() -> string', does: pointTo('64', '1'), gives: true, postReturn: '(loop (br 0))' },
  'grow-memory': { type: '()', does: `(loop (br_if 0 (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))) (memory.fill (i32.const 0) (i32.const 7) (i32.mul (memory.size) (i32.const 65536))) (unreachable)` },
  'grow-table': { type: '()', does: '(loop (br_if 0 (i32.ne (table.grow $t (ref.null func) (i32.const 10000)) (i32.const -1)))) (unreachable)' },
  deep: { type: '()', does: '(call $deeper)' },
  unreachable: { type: '()', does: '(unreachable)' },
  'out-of-bounds': { type: '()', does: '(drop (i32.load (i32.const -1)))' },
  text: { type: '() -> string', does: `${take(48 * MIB, 97)} ${pointTo('65536', String(48 * MIB))}`, gives: true },
  lists: {
    type: '() -> list<list<list<u8>>>', gives: true,
    does: `(loop $next
        (i32.store (i32.add (i32.const 64) (local.get $at)) (i32.const 64)) (i32.store (i32.add (i32.const 68) (local.get $at)) (i32.const 4000))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br_if $next (i32.lt_u (local.get $at) (i32.const 32000))))
      ${pointTo('64', '4000')}`,
  },
  'error-text': {
    type: '() -> result<_, string>', gives: true,
    does: `${take(4 * MIB, 97)} (i32.store8 (i32.const 16) (i32.const 1)) (i32.store (i32.const 20) (i32.const 65536)) (i32.store (i32.const 24) (i32.const ${4 * MIB})) (i32.const 16)`,
  },
  json: { type: '() -> json', does: `${take(2 * MIB, 91)} ${pointTo('65536', String(2 * MIB))}`, gives: true },
  exit: { type: '()', does: '(call $exit (i32.const 1))' },
  sleep: { type: '() -> u64', does: '(call $block (call $sleep (i64.const -1))) (call $block (call $sleep (i64.const -1))) (drop (call $now)) (unreachable)', gives: true },
  random: { type: '()', does: '(call $random (i64.const -1) (i32.const 16))' },
  'random-again': { type: '()', does: '(loop (call $random (i64.const 1048576) (i32.const 16)) (br 0))' },
  log: { type: '()', does: `${take(MIB, 10)} (local.set $left (call $stdout)) (loop (call $write (local.get $left) (i32.const 65536) (i32.const ${MIB}) (i32.const 16)) (br 0))` },
  'log-some': { type: '()', does: `${take(MIB, 10)} (local.set $left (call $stdout)) (call $write (local.get $left) (i32.const 65536) (i32.const ${MIB}) (i32.const 16)) (unreachable)` },
  handles: { type: '()', does: '(loop (drop (call $stdout)) (br 0))' },
  'hold-text': { type: '() -> string', does: `${take(15 * MIB, 97)} ${pointTo('65536', String(15 * MIB))}`, gives: true },
}

export function portOf(name: string): 'done' | 'out' {
  return / -> (?!result<_)/.test(FUNCTIONS[name]?.type ?? '') ? 'out' : 'done'
}

export async function everything(): Promise<Uint8Array<ArrayBuffer>> {
  const names = Object.entries(FUNCTIONS)
  const wit = WIT.replace('FUNCTIONS', names.map(([name, { type }]) => `export ${name}: func${type};`).join('\n'))
  const cores = names.map(([name, { type, does, gives, postReturn }]) => `
    (func (export "${name}") ${type.endsWith('u64') ? '(result i64)' : gives ? '(result i32)' : ''} (local $at i32) (local $left i32) ${does})
    ${postReturn === undefined ? '' : `(func (export "cabi_post_${name}") (param i32) ${postReturn})`}`)
  const core = await parse(`(module
    (import "wasi:cli/exit@0.2.3" "exit" (func $exit (param i32)))
    (import "wasi:clocks/monotonic-clock@0.2.3" "now" (func $now (result i64)))
    (import "wasi:clocks/monotonic-clock@0.2.3" "subscribe-duration" (func $sleep (param i64) (result i32)))
    (import "wasi:io/poll@0.2.3" "[method]pollable.block" (func $block (param i32)))
    (import "wasi:random/random@0.2.3" "get-random-bytes" (func $random (param i64 i32)))
    (import "wasi:cli/stdout@0.2.3" "get-stdout" (func $stdout (result i32)))
    (import "wasi:io/streams@0.2.3" "[method]output-stream.blocking-write-and-flush" (func $write (param i32 i32 i32 i32)))
    (memory (export "memory") 1)
    (table $t 10000 funcref)
    (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 128))
    (func $nothing)
    (func $again (return_call $again))
    (func $deeper (call $deeper) (drop (i32.const 1)))
    ${cores.join('')})`)
  return new Uint8Array(await componentNew(await componentEmbed({ binary: core, witSource: wit, world: 'all' })))
}
