import { describe, expect, it } from 'vitest'
import { createGates } from '../../../runtime/triggers/gate.ts'
import type { Given } from '../../../shared/nodes/definition.ts'
import { manual } from '../../../shared/nodes/manual.ts'

// What stands before a run: the gates of the main process.

/** Events come to one gate, each called by a letter; `events` has those that were let in, in order. */
function gateOf(given: Given) {
  const events: string[] = []
  let room = true
  const settled = manual.settle({ ...given })
  if (!settled.ok) throw new Error(settled.flaws[0]?.message)
  const gates = createGates({ triggers: [{ flow: 'main', node: 'start', settings: settled.value.settings }], hasRoom: () => room, onCount() {} })
  const gate = gates.of('main', 'start')
  return {
    events,
    come(letters: string) {
      for (const letter of letters) {
        if (gate.tryEnter()) events.push(letter)
        else gate.wait({ enter: () => events.push(letter), dropped() {} })
      }
    },
    end: () => gate.leave(),
    fill: (full: boolean) => (room = !full),
    counts: () => gates.counts()['main/start'],
  }
}

it('A trigger takes only so many runs at once', () => {
  const two = gateOf({ maxRunning: 2, whenFull: 'wait' })
  two.come('abc')
  const before = [...two.events]
  two.end()
  expect([before, two.events]).toEqual([['a', 'b'], ['a', 'b', 'c']])
  const usual = gateOf({})
  usual.come('x'.repeat(1_001))
  expect(usual.events.length).toBe(1_000)
  const full = gateOf({ whenFull: 'wait' })
  full.come('a')
  full.fill(true)
  full.come('b')
  full.fill(false)
  full.end()
  expect(full.events).toEqual(['a', 'b'])
})

describe('What finds no room is refused, waits, or takes the place of what has waited longest', () => {
  it.each([
    { whenFull: 'refuse', let: 'a', counts: { waited: 0, refused: 2, dropped: 0 } },
    { whenFull: 'wait', let: 'ab', counts: { waited: 1, refused: 1, dropped: 0 } },
    { whenFull: 'drop-oldest', let: 'ac', counts: { waited: 2, refused: 0, dropped: 1 } },
  ] as const)('$whenFull lets in $let', ({ whenFull, let: letters, counts }) => {
    const gate = gateOf({ maxRunning: 1, maxWaiting: 1, whenFull })
    gate.come('abc')
    gate.end()
    expect([gate.events.join(''), gate.counts()]).toEqual([letters, counts])
  })
})
