import { expect, it } from 'vitest'
import type { CallKey } from '../../shared/engine/types.ts'
import {
  createWatch,
  createWatchMemory,
  createWatchWriter,
  OWN_LIMIT_MS,
  watchCell,
  type Sight,
  type WatchWriter,
} from './watch-cell.ts'

function keyOf(run: string, node: string): CallKey {
  return { run, within: [], node, tag: [], element: 0, attempt: 1 }
}

function seen(run: string, flow: string, node: string, limitMs: number, isOver: boolean): Sight {
  return { watched: { run, flow, node, call: keyOf(run, node), limitMs }, isOver }
}

function watched(): { writer: WatchWriter; lookAt: (nowMs: number) => Sight | null } {
  const memory = createWatchMemory()
  let now = 0
  const look = createWatch(watchCell(memory), () => now)
  return {
    writer: createWatchWriter(watchCell(memory)),
    lookAt(nowMs) {
      now = nowMs
      return look()
    },
  }
}

it('names the run, the flow and the node of a call that overran', () => {
  const { writer, lookAt } = watched()
  writer.begin('r-1', 'signup')
  writer.enter('signup', keyOf('r-1', 'mask'), 100)
  expect([lookAt(0), lookAt(99), lookAt(100)]).toEqual([
    null,
    seen('r-1', 'signup', 'mask', 100, false),
    seen('r-1', 'signup', 'mask', 100, true),
  ])
})

it('measures each call of one node by itself', () => {
  const { writer, lookAt } = watched()
  writer.begin('r-1', 'signup')
  const sights: (Sight | null)[] = []
  for (let at = 0; at < 500; at += 50) {
    writer.enter('signup', keyOf('r-1', 'mask'), 100)
    sights.push(lookAt(at))
    writer.leave()
  }
  expect(sights).toEqual(Array(10).fill(null))
})

it('sees nothing while nothing is under way', () => {
  const { writer, lookAt } = watched()
  writer.begin('r-1', 'signup')
  writer.enter('signup', keyOf('r-1', 'mask'), 100)
  writer.leave()
  writer.end()
  expect([lookAt(0), lookAt(1_000_000)]).toEqual([null, null])
})

it('holds the runtime’s own work to a limit of its own, whatever node was called before', () => {
  const { writer, lookAt } = watched()
  writer.begin('r-1', 'signup')
  writer.enter('signup', keyOf('r-1', 'a-node'), 100)
  writer.leave()
  lookAt(0)
  const own = { run: 'r-1', flow: 'signup', node: null, call: null, limitMs: OWN_LIMIT_MS }
  expect([lookAt(OWN_LIMIT_MS - 1), lookAt(OWN_LIMIT_MS)]).toEqual([
    { watched: own, isOver: false },
    { watched: own, isOver: true },
  ])
})

it('tells a second run from the first by its own name', () => {
  const { writer, lookAt } = watched()
  writer.begin('a-long-run-name', 'a-long-flow-name')
  writer.enter('a-long-flow-name', keyOf('a-long-run-name', 'a-long-node-name'), 100)
  writer.leave()
  writer.end()
  writer.begin('r', 'f')
  writer.enter('f', keyOf('r', 'n'), 5)
  lookAt(0)
  expect(lookAt(5)).toEqual(seen('r', 'f', 'n', 5, true))
})

it('watches a call of a run that went on by itself, and nothing after it', () => {
  const { writer, lookAt } = watched()
  writer.begin('r-1', 'signup')
  writer.end()
  writer.begin('r-2', 'other')
  writer.end()
  writer.enter('signup', keyOf('r-1', 'mask'), 100)
  lookAt(0)
  expect(lookAt(100)).toEqual(seen('r-1', 'signup', 'mask', 100, true))
  writer.leave()
  expect([lookAt(200), lookAt(1_000_000)]).toEqual([null, null])
})

it('names what is started while the runner loads, without run and flow', () => {
  const { writer, lookAt } = watched()
  writer.begin('', '')
  writer.enter('', keyOf('', 'some:component@1.0.0'), 100)
  lookAt(0)
  expect(lookAt(100)).toEqual(seen('', '', 'some:component@1.0.0', 100, true))
})

it('says which call of the node it is, within which calls of flows, and in which of them the node stands', () => {
  const { writer, lookAt } = watched()
  const frame = { node: 'sub', tag: [{ key: '@sub', index: 4 }], element: 2, attempt: 1 }
  const key = { run: 'r-1', within: [frame], node: 'mask', tag: [{ key: '@head', index: 7 }], element: 3, attempt: 2 }
  writer.begin('r-1', 'outer')
  writer.enter('inner', key, 100)
  lookAt(0)
  expect(lookAt(50)?.watched).toEqual({ run: 'r-1', flow: 'inner', node: 'mask', call: key, limitMs: 100 })
})

it('does not name a call whose name is too long for it', () => {
  const { writer, lookAt } = watched()
  const tag = Array.from({ length: 1_000 }, (_, index) => ({ key: `@head-${index}`, index }))
  writer.enter('f', { ...keyOf('r', 'n'), tag }, 100)
  lookAt(0)
  expect(lookAt(50)?.watched).toEqual({ run: 'r', flow: 'f', node: 'n', call: null, limitMs: 100 })
})

it('goes on watching a call that went on in the turn of an answer, whatever else was answered then', () => {
  const { writer, lookAt } = watched()
  writer.begin('', '')
  writer.begin('', '')
  writer.enter('signup', keyOf('r-1', 'mask'), 100)
  writer.leave()
  writer.enter('signup', keyOf('r-2', 'mask'), 100)
  writer.end()
  writer.end()
  expect([lookAt(0), lookAt(100)]).toEqual([null, seen('r-2', 'signup', 'mask', 100, true)])
  writer.leave()
  expect([lookAt(200), lookAt(1_000_000)]).toEqual([null, null])
})

it('names the flow that a call is in, also where a run goes from one into another', () => {
  const { writer, lookAt } = watched()
  writer.begin('r-1', 'signup')
  writer.enter('inner', keyOf('r-1', 'mask'), 100)
  expect([lookAt(0), lookAt(100)]).toEqual([null, seen('r-1', 'inner', 'mask', 100, true)])
})
