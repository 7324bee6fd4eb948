import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { expect, it } from 'vitest'
import { capModules } from './cap-modules.ts'

const MIB = 1024 * 1024
const module = async (fields: string): Promise<Uint8Array> => parse(`(module ${fields})`)

/** By how many pages each exported memory can be grown, and by how many entries each table. */
async function roomIn(fields: string, memoryBytes: number, times = 1): Promise<Record<string, number>> {
  const bytes = await module(fields)
  const capped = capModules([{ name: 'm', bytes, times }], memoryBytes).get('m') as Uint8Array<ArrayBuffer>
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(capped))
  return Object.fromEntries(Object.entries(exports).map(([name, thing]) => [name, room(thing as WebAssembly.Memory)]))
}

function room(thing: WebAssembly.Memory | WebAssembly.Table): number {
  let grown = 0
  for (let step = 2 ** 20; step >= 1; step /= 2) {
    if (grows(thing, step) || grows(thing, BigInt(step))) grown += step
  }
  return grown
}

/** Those of 64 bits count in bigints. */
function grows(thing: { grow(by: number): unknown }, by: number | bigint): boolean {
  try {
    thing.grow(by as number)
    return true
  } catch {
    return false
  }
}

it.each([
  ['a memory without maximum', '(memory (export "a") 1)', 64 * MIB, 1, { a: 1023 }],
  ['a memory with a larger maximum', '(memory (export "a") 1 60000)', 64 * MIB, 1, { a: 1023 }],
  ['a memory with a smaller maximum', '(memory (export "a") 1 20)', 64 * MIB, 1, { a: 19 }],
  ['a memory of 64 bits', '(memory (export "a") i64 1)', 64 * MIB, 1, { a: 1023 }],
  ['a shared memory', '(memory (export "a") 1 60000 shared)', 64 * MIB, 1, { a: 1023 }],
  ['two memories, which share what is left', '(memory (export "a") 10) (memory (export "b") 4)', MIB, 1, { a: 1, b: 1 }],
  ['a module that is instantiated twice', '(memory (export "a") 1)', MIB, 2, { a: 7 }],
  ['a memory that begins with all', '(memory (export "a") 16)', MIB, 1, { a: 0 }],
  ['a table', '(table (export "a") 5 funcref)', MIB, 1, { a: 100_000 }],
  ['two tables, one with a first value', '(table (export "a") 5 funcref (ref.null func)) (table (export "b") 1 8 externref)', MIB, 1, { a: 50_000, b: 7 }],
  ['a table of references to functions of one type', '(type $f (func)) (table (export "a") 1 (ref null $f))', MIB, 1, { a: 100_000 }],
  ['nothing', '(global (export "g") i32 (i32.const 1))', MIB, 1, { g: 0 }],
])('holds %s', async (_, fields, memoryBytes, times, expected) => expect(await roomIn(fields, memoryBytes, times)).toEqual(expected))

it('leaves the rest of a module as it is', async () => {
  const bytes = await module('(memory 1) (table 1 funcref) (func $f (export "f") (result i32) (i32.load (i32.const 8))) (elem (i32.const 0) func $f) (data (i32.const 8) "\\05")')
  const capped = capModules([{ name: 'm', bytes, times: 1 }], MIB).get('m') as Uint8Array<ArrayBuffer>
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(capped))
  expect((exports['f'] as () => number)()).toBe(5)
})

it('refuses what begins with more', async () => {
  const bytes = await module('(memory 10) (memory 10)')
  expect(() => capModules([{ name: 'm', bytes, times: 1 }], MIB)).toThrow(
    "The component's memory begins with 1.25 MiB, and limits.memoryBytes allows 1 MiB",
  )
})
