import { expect, it, onTestFinished, vi } from 'vitest'
import { fromWat } from '../../test/components/build.ts'
import { environmentOf, loadModule, transpiled } from '../../test/components/host.ts'
import { compile, HOST_LIMITS } from './compiled.ts'
import type { CoreState } from './core-state.ts'
import { createPool } from './pool.ts'
import type { Pool } from './pool.ts'
import { surroundingsOf } from './surroundings.ts'

const component = (core: string, rest = ''): string => `
  (component
    ${rest}
    (core module $main ${core} (func (export "run")))
    (core instance $core (instantiate $main))
    (func (export "run") (canon lift (core func $core "run"))))`

async function poolOf(wat: string): Promise<Pool> {
  return (await countedPoolOf(wat)).pool
}

/** `made` says how many instances there were so far. */
async function countedPoolOf(wat: string): Promise<{ readonly pool: Pool; readonly made: () => number }> {
  const compiled = await compile(await transpiled(await fromWat(wat)), loadModule)
  const instantiate = vi.fn(compiled.instantiate)
  return { pool: createPool({ ...compiled, instantiate }), made: () => instantiate.mock.calls.length }
}

it.each([
  { what: 'without state', core: '', strategy: 'reset' },
  { what: 'with memory and numeric globals', core: '(memory 1) (global (mut i64) (i64.const 1)) (global (mut f32) (f32.const 1))', strategy: 'reset' },
  { what: 'with a table that is only called through', core: '(table 1 funcref) (func (drop (table.get (i32.const 0))))', strategy: 'reset' },
  { what: 'with vector code', core: '(func (drop (v128.const i32x4 1 2 3 4)))', strategy: 'reset' },
  { what: 'with atomic code on its own memory', core: '(memory 1 1) (func (drop (i32.atomic.load (i32.const 0))))', strategy: 'reset' },
  { what: 'with a memory that costs more to copy than to make', core: '(memory 256)', strategy: 'replace' },
  { what: 'with a mutable vector', core: '(global (mut v128) (v128.const i64x2 0 0))', strategy: 'replace' },
  { what: 'with a mutable reference', core: '(global (mut funcref) (ref.null func))', strategy: 'replace' },
  { what: 'that writes to a table', core: '(table 1 funcref) (func (table.set (i32.const 0) (ref.null func)))', strategy: 'replace' },
  { what: 'that grows a table', core: '(table 1 funcref) (func (drop (table.grow (ref.null func) (i32.const 1))))', strategy: 'replace' },
  { what: 'that drops a segment', core: '(data $d "x") (memory 1) (func (data.drop $d))', strategy: 'replace' },
  { what: 'that exports a name which is reserved', core: '(memory (export "runnel:state/memory/0") 1)', strategy: 'replace' },
  { what: 'that does not start', core: '(func $start unreachable) (start $start)', strategy: 'fresh' },
])('a component $what is given out by $strategy', async ({ core, strategy }) => {
  expect((await poolOf(component(core))).strategy).toBe(strategy)
})

it('the same instance comes back after a reset, and another one after handles have moved', async () => {
  const pool = await poolOf(component('(memory 1)'))
  const surroundings = surroundingsOf(environmentOf(), HOST_LIMITS)
  const first = pool.take()
  pool.giveBack(first, surroundings)
  expect(pool.take()).toBe(first)
  pool.giveBack(first, { ...surroundings, movedHandles: true })
  expect(pool.take()).not.toBe(first)
})

it('what is replaced is made ahead, between the runs', async () => {
  const { pool, made } = await countedPoolOf(component('(memory 256)'))
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  pool.take()
  expect(made()).toBe(1)
  vi.runAllTimers()
  expect(made()).toBe(3)
  pool.take()
  pool.take()
  expect(made()).toBe(3)
  pool.take()
  expect(made()).toBe(4)
})

it('a large memory is put back between the runs, or when the next one cannot wait', async () => {
  const { pool, made } = await countedPoolOf(component('(memory 16)'))
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const live = pool.take()
  const memory = (live.state as CoreState).memories[0] as WebAssembly.Memory
  const firstByte = (): number | undefined => new Uint8Array(memory.buffer)[0]
  for (const wait of [() => vi.runAllTimers(), () => {}]) {
    new Uint8Array(memory.buffer)[0] = 7
    pool.giveBack(live, surroundingsOf(environmentOf(), HOST_LIMITS))
    expect(firstByte()).toBe(7)
    wait()
    expect(pool.take()).toBe(live)
    expect(firstByte()).toBe(0)
  }
  expect(made()).toBe(1)
})

it('an instance that cannot be made ahead is left to the next call, and what makes it is watched', async () => {
  const compiled = await compile(await transpiled(await fromWat(component('(memory 256)'))), loadModule)
  let watched = 0
  let fails = false
  const instantiate = () => {
    if (fails) throw new RangeError('could not allocate memory')
    return compiled.instantiate()
  }
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const pool = createPool({ ...compiled, instantiate }, (start) => {
    watched += 1
    return start()
  })
  pool.take()
  fails = true
  vi.runAllTimers()
  expect(watched).toBe(1)
  expect(() => pool.take()).toThrow('could not allocate memory')
  fails = false
  expect(pool.take().instantiated.cores.length).toBe(1)
})
