import { expect, it } from 'vitest'
import {
  createOverrunCheck,
  createWatchMemory,
  createWatchWriter,
  OWN_LIMIT_MS,
  watchCell,
  type Overrun,
  type WatchWriter,
} from './watch-cell.ts'

function watched(): { writer: WatchWriter; lookAt: (nowMs: number) => Overrun | null } {
  const memory = createWatchMemory()
  let now = 0
  const check = createOverrunCheck(watchCell(memory), () => now)
  return {
    writer: createWatchWriter(watchCell(memory)),
    lookAt(nowMs) {
      now = nowMs
      return check()
    },
  }
}

it('names the run, the flow and the node of a call that overran', () => {
  const { writer, lookAt } = watched()
  writer.begin('r-1', 'signup')
  writer.enter('r-1', 'signup', 'mask', 100)
  expect([lookAt(0), lookAt(99), lookAt(100)]).toEqual([
    null,
    null,
    { run: 'r-1', flow: 'signup', node: 'mask', limitMs: 100 },
  ])
})

it('measures each call of one node by itself', () => {
  const { writer, lookAt } = watched()
  writer.begin('r-1', 'signup')
  const seen: (Overrun | null)[] = []
  for (let at = 0; at < 500; at += 50) {
    writer.enter('r-1', 'signup', 'mask', 100)
    seen.push(lookAt(at))
    writer.leave()
  }
  expect(seen).toEqual(Array(10).fill(null))
})

it('sees nothing while nothing is under way', () => {
  const { writer, lookAt } = watched()
  writer.begin('r-1', 'signup')
  writer.enter('r-1', 'signup', 'mask', 100)
  writer.leave()
  writer.end()
  expect([lookAt(0), lookAt(1_000_000)]).toEqual([null, null])
})

it('holds the runtime’s own work to a limit of its own, whatever node was called before', () => {
  const { writer, lookAt } = watched()
  writer.begin('r-1', 'signup')
  writer.enter('r-1', 'signup', 'a-node', 100)
  writer.leave()
  lookAt(0)
  expect([lookAt(OWN_LIMIT_MS - 1), lookAt(OWN_LIMIT_MS)]).toEqual([
    null,
    { run: 'r-1', flow: 'signup', node: null, limitMs: OWN_LIMIT_MS },
  ])
})

it('tells a second run from the first by its own name', () => {
  const { writer, lookAt } = watched()
  writer.begin('a-long-run-name', 'a-long-flow-name')
  writer.enter('a-long-run-name', 'a-long-flow-name', 'a-long-node-name', 100)
  writer.leave()
  writer.end()
  writer.begin('r', 'f')
  writer.enter('r', 'f', 'n', 5)
  lookAt(0)
  expect(lookAt(5)).toEqual({ run: 'r', flow: 'f', node: 'n', limitMs: 5 })
})

it('watches a call of a run that went on by itself, and nothing after it', () => {
  const { writer, lookAt } = watched()
  writer.begin('r-1', 'signup')
  writer.end()
  writer.begin('r-2', 'other')
  writer.end()
  writer.enter('r-1', 'signup', 'mask', 100)
  lookAt(0)
  expect(lookAt(100)).toEqual({ run: 'r-1', flow: 'signup', node: 'mask', limitMs: 100 })
  writer.leave()
  expect([lookAt(200), lookAt(1_000_000)]).toEqual([null, null])
})

it('names what is started while the runner loads, without run and flow', () => {
  const { writer, lookAt } = watched()
  writer.begin('', '')
  writer.enter('', '', 'some:component@1.0.0', 100)
  lookAt(0)
  expect(lookAt(100)).toEqual({ run: '', flow: '', node: 'some:component@1.0.0', limitMs: 100 })
})

it('goes on watching a call that went on in the turn of an answer, whatever else was answered then', () => {
  const { writer, lookAt } = watched()
  writer.begin('', '')
  writer.begin('', '')
  writer.enter('r-1', 'signup', 'mask', 100)
  writer.leave()
  writer.enter('r-2', 'signup', 'mask', 100)
  writer.end()
  writer.end()
  expect([lookAt(0), lookAt(100)]).toEqual([null, { run: 'r-2', flow: 'signup', node: 'mask', limitMs: 100 }])
  writer.leave()
  expect([lookAt(200), lookAt(1_000_000)]).toEqual([null, null])
})

it('names the flow that a call is in, also where a run goes from one into another', () => {
  const { writer, lookAt } = watched()
  writer.begin('r-1', 'signup')
  writer.enter('r-1', 'inner', 'mask', 100)
  expect([lookAt(0), lookAt(100)]).toEqual([null, { run: 'r-1', flow: 'inner', node: 'mask', limitMs: 100 }])
})
