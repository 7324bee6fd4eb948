import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { DeploymentCounts } from '../../shared/protocol/messages.ts'
import type { Store } from '../store/store.ts'
import { NO_COUNTS } from './counts.ts'
import { createLedger, type Ledger } from './ledger.ts'

let stored: Map<string, DeploymentCounts>
let writes: number
let broken: boolean
let ledger: Ledger
let errors: string[]

const store = {
  async ask(operation: string, { app, deployment, counts }: { app: string; deployment: number; counts: DeploymentCounts }) {
    if (broken) throw new Error(`${operation} failed`)
    if (operation === 'getCounts') return stored.get(`${app}/${deployment}`) ?? null
    writes++
    stored.set(`${app}/${deployment}`, counts)
    return null
  },
} as unknown as Store

beforeEach(() => {
  vi.useFakeTimers()
  stored = new Map()
  writes = 0
  broken = false
  errors = []
  ledger = createLedger({ store, onError: (error) => errors.push((error as Error).message) })
})
afterEach(() => void vi.useRealTimers())

const ok = (count: number): DeploymentCounts => ({ ...NO_COUNTS, runs: { ok: count, failed: 0 } })

it('writes what has changed once a second, however often it does, and what is left at the end', async () => {
  const tally = ledger.begin('a', 1)
  let count = 0
  tally.count(() => ok(count))
  for (; count < 1_000; count++) tally.changed()
  await vi.advanceTimersByTimeAsync(1_000)
  const first = [writes, stored.get('a/1')]
  await vi.advanceTimersByTimeAsync(10_000)
  count++
  tally.changed()
  await ledger.close()
  expect([first, writes, stored.get('a/1')]).toEqual([[1, ok(1_000)], 2, ok(1_001)])
})

it('goes on from what is stored', async () => {
  stored.set('a/1', ok(5))
  const tally = await ledger.resume('a', 1)
  tally.count(() => ok(2))
  expect(tally.read()).toEqual(ok(7))
})

it('adds up all that count for a deployment at once, and keeps what those gave last who have ended', async () => {
  const tally = ledger.begin('a', 1)
  let draining = 1
  const settle = tally.count(() => ok(draining))
  const again = await ledger.resume('a', 1)
  again.count(() => ok(10))
  draining = 2
  settle()
  settle()
  draining = 100
  expect([tally.read(), again === tally]).toEqual([ok(12), true])
})

it('does not write over the counts of a deployment that has taken the number', async () => {
  const removed = ledger.begin('a', 1)
  removed.count(() => ok(9))
  const made = ledger.begin('a', 1)
  made.count(() => ok(1))
  made.changed()
  removed.changed()
  await ledger.close()
  expect(stored).toEqual(new Map([['a/1', ok(1)]]))
})

it('says once that nothing can be read or written, and begins at nothing then', async () => {
  broken = true
  const tally = await ledger.resume('a', 1)
  tally.count(() => ok(1))
  for (let second = 0; second < 3; second++) {
    tally.changed()
    await vi.advanceTimersByTimeAsync(1_000)
  }
  broken = false
  tally.changed()
  await ledger.close()
  expect([errors, stored.get('a/1')]).toEqual([['getCounts failed', 'setCounts failed'], ok(1)])
})
