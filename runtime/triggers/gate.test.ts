import { expect, it } from 'vitest'
import { manual } from '../../shared/nodes/manual.ts'
import type { Given } from '../../shared/nodes/definition.ts'
import { createGates, type Gate, type Gates, type Visitor } from './gate.ts'

interface Scene {
  readonly gates: Gates
  readonly gate: Gate
  /** What became of whom, in order. */
  readonly seen: string[]
  room: boolean
  /** Comes to the gate, as an event does. */
  come(name: string, to?: Gate): Visitor
}

function scene(...given: readonly Given[]): Scene {
  const seen: string[] = []
  const triggers = given.map((one, index) => {
    const settled = manual.settle(one)
    if (!settled.ok) throw new Error(settled.flaws[0]?.message)
    return { flow: 'main', node: `t${index}`, settings: settled.value.settings }
  })
  const gates = createGates({ triggers, hasRoom: () => made.room, onCount() {} })
  const made: Scene = {
    gates,
    gate: gates.of('main', 't0'),
    seen,
    room: true,
    come(name, to = made.gate) {
      const visitor = { enter: () => void seen.push(`${name} in`), dropped: () => void seen.push(`${name} dropped`) }
      if (to.tryEnter()) visitor.enter()
      else if (!to.wait(visitor)) seen.push(`${name} refused`)
      return visitor
    },
  }
  return made
}

const NONE = { waited: 0, refused: 0, dropped: 0 }

it.each([
  { whenFull: 'refuse', seen: ['a in', 'b in', 'c refused', 'd refused', 'e refused'], left: [], counts: { refused: 3 } },
  { whenFull: 'wait', seen: ['a in', 'b in', 'e refused'], left: ['c in', 'd in'], counts: { waited: 2, refused: 1 } },
  { whenFull: 'drop-oldest', seen: ['a in', 'b in', 'c dropped'], left: ['d in', 'e in'], counts: { waited: 3, dropped: 1 } },
])('of five that come where two may run and two wait, $whenFull does with three as it says', ({ whenFull, ...rest }) => {
  const { gate, gates, come, seen } = scene({ maxRunning: 2, maxWaiting: 2, whenFull })
  for (const name of 'abcde') come(name)
  const before = seen.splice(0)
  for (let count = 0; count < 4; count++) gate.leave()
  expect({ seen: before, left: seen, counts: gates.counts() })
    .toEqual({ ...rest, counts: { 'main/t0': { ...NONE, ...rest.counts } } })
})

it('says nothing of a gate at which there always was room', () => {
  const { gate, gates, come, seen } = scene({})
  for (const name of 'ab') come(name)
  gate.leave()
  expect([gates.counts(), seen]).toEqual([{}, ['a in', 'b in']])
})

it('lets nobody in before those who wait', () => {
  const made = scene({ maxRunning: 2, whenFull: 'wait' })
  made.room = false
  made.come('a')
  made.room = true
  made.come('b')
  expect(made.seen).toEqual(['a in', 'b in'])
})

it('takes a full pipe for a full house, and looks again when a run of any trigger ends', () => {
  const made = scene({ whenFull: 'wait' }, {})
  const other = made.gates.of('main', 't1')
  made.come('x', other)
  made.room = false
  made.come('a')
  made.come('y', other)
  made.room = true
  other.leave()
  expect(made.seen).toEqual(['x in', 'y refused', 'a in'])
})

it('keeps no place for one that no longer waits', () => {
  const { gate, gates, come, seen } = scene({ maxRunning: 1, maxWaiting: 2, whenFull: 'wait' })
  const [, left, late] = ['a', 'b', 'c'].map((name) => come(name))
  gate.withdraw(left!)
  gate.refuse(late!)
  gate.refuse(late!)
  come('d')
  gate.leave()
  expect([seen, gates.counts()]).toEqual([['a in', 'd in'], { 'main/t0': { waited: 3, refused: 1, dropped: 0 } }])
})

it('is not entered from within by a run that ends at once', () => {
  const { gate, seen } = scene({ maxRunning: 1, maxWaiting: 100_000, whenFull: 'wait' })
  gate.tryEnter()
  for (let count = 0; count < 100_000; count++) gate.wait({ enter: () => gate.leave(), dropped() {} })
  gate.leave()
  gate.wait({ enter: () => void seen.push('in'), dropped() {} })
  expect([gate.tryEnter(), seen]).toEqual([false, ['in']])
})

it('once open lets in all who wait and all who come', () => {
  const { gates, come, seen } = scene({ maxRunning: 1, whenFull: 'wait' })
  for (const name of 'abc') come(name)
  gates.open()
  come('d')
  expect(seen).toEqual(['a in', 'b in', 'c in', 'd in'])
})
