import fc from 'fast-check'
import { expect, it } from 'vitest'
import { flowOf, flowsOf, S32 } from '../../shared/engine/flow.test-support.ts'
import type { JournalEntry } from '../../shared/engine/journal-entry.ts'
import { nameOfCall } from '../../shared/engine/journal.ts'
import type { Call, Firing, Outcome } from '../../shared/engine/types.ts'
import { EVENT, journalled, MAX_FIRINGS, type Journalled } from './journalled.ts'
import { anyFlow } from './random/any-flow.ts'
import { answering, callsOf, flowsIn, type Sketch } from './random/calls.ts'
import { drawing } from './random/drawing.ts'
import { loopingFlow } from './random/looping-flow.ts'
import { nestedFlow } from './random/nested-flow.ts'
import { interpret } from './reference.ts'

// For a long search: RUNS=50000 npx vitest run test/engine/journal
const RUNS = Number(process.env.RUNS ?? 200)

const FLOWS = [
  { flows: 'any flow', sketches: anyFlow }, { flows: 'flows that turn', sketches: loopingFlow },
  { flows: 'flows that call flows', sketches: nestedFlow },
]

function sketched(sketch: Sketch, salt: number) {
  const answer = answering(callsOf(sketch, salt))
  return {
    flow: flowsOf(flowsIn(sketch)),
    calls: (call: Call): Outcome => answer(call, call.args),
  }
}

/** Whether what fires depends in nothing on the order: on which of two replies is first, or when a call was ambiguous. */
function isSettled(sketch: Sketch, salt: number): boolean {
  const { firings, loose } = interpret(flowsIn(sketch), EVENT, callsOf(sketch, salt), MAX_FIRINGS)
  return loose.length === 0 && firings.filter(({ node }) => node === 'reply').length <= 1
}

function lineOf({ node, within, tag, attempt, args, fired, failure }: Firing): string {
  return JSON.stringify([node.id, within, tag, attempt, args, fired, failure])
}

const sortedLines = ({ result }: Journalled) => result.firings.map(lineOf).sort()
const callsIn = (entries: readonly JournalEntry[]) => entries.flatMap((entry) => (entry.kind === 'call' ? [nameOfCall(entry.call)] : []))
const inOrder = (entries: readonly JournalEntry[]) => entries.filter(({ kind }) => kind === 'call' || kind === 'slept')

it.each(FLOWS)('in $flows a run goes again bit for bit as its whole journal says, and nothing is called', async ({ sketches }) => {
  await fc.assert(fc.asyncProperty(sketches, fc.nat(), fc.nat(), async (sketch, salt, seed) => {
    const { flow, calls } = sketched(sketch, salt)
    const first = await journalled(flow, { calls, draw: drawing(seed) })
    const again = await journalled(flow, { calls, draw: drawing(seed + 1), journal: JSON.parse(JSON.stringify(first.journal)) as JournalEntry[] })
    expect(again).toEqual({ ...first, made: [] })
  }), { numRuns: RUNS })
}, Math.max(120_000, RUNS * 200))

it.each(FLOWS)('in $flows a run goes on from any prefix of its journal to the same end, and makes no call again', async ({ sketches }) => {
  await fc.assert(fc.asyncProperty(sketches, fc.nat(), fc.nat(), fc.nat(), async (sketch, salt, seed, cut) => {
    const { flow, calls } = sketched(sketch, salt)
    const whole = await journalled(flow, { calls, draw: drawing(seed) })
    const journal = whole.journal.slice(0, cut % (whole.journal.length + 1))
    const resumed = await journalled(flow, { calls, draw: drawing(cut), journal })
    expect(resumed.flaw).toBe(null)
    const settled = isSettled(sketch, salt)
    if (settled) expect(resumed.result.ok).toBe(whole.result.ok)
    // What a call of a flow did before a second value ended it depends on the order, as of a run that fails.
    const endedEarly = whole.result.firings.some(({ failure }) => failure?.kind === 'ambiguous')
    if (settled && whole.result.ok && !endedEarly) expect(sortedLines(resumed)).toEqual(sortedLines(whole))
    expect(callsIn(journal).filter((name) => resumed.made.includes(name))).toEqual([])
    expect(inOrder(resumed.journal).slice(0, inOrder(journal).length)).toEqual(inOrder(journal))
  }), { numRuns: RUNS })
}, Math.max(120_000, RUNS * 200))

const start = { kind: 'trigger' } as const
const chain = flowOf({ start, a: { in: { n: 'start.out' } }, b: { in: { n: 'a.out' }, result: { kind: 'option', some: S32 } } })
const plusOne = ({ args }: Call): Outcome => ({ ok: true, value: (args[0] as number) + 1 })
const called = (node: string, value: string | null): JournalEntry => ({
  kind: 'call', call: { within: [], node, tag: [], element: 0, attempt: 1 }, fingerprint: null, later: false, outcome: { ok: true, value }, logs: [],
})
const CLOCK: JournalEntry = { kind: 'clock', readings: [5] }

it.each<readonly [string, readonly JournalEntry[], string]>([
  ['a call that the run does not make', [CLOCK, called('c', '1')], 'the run does not come to a call of c that was made'],
  ['a value of another type', [CLOCK, called('a', '"one"')], 'what it has for a call of a is nothing that a gives'],
  ['text that is no JSON', [CLOCK, called('a', '{')], 'what it has for a call of a is nothing that a gives'],
  ['nothing where there is a value', [CLOCK, called('a', null)], 'what it has for a call of a is nothing that a gives'],
  ['a wait that the run does not begin', [CLOCK, { kind: 'slept', nth: 0 }], 'the run does not come to the wait that it was in'],
])('a journal with %s is none of this run', async (_, journal, flaw) => {
  expect((await journalled(chain, { calls: plusOne, draw: () => 0, journal })).flaw).toBe(flaw)
})

it('takes from a journal without clock readings the calls that the run comes to', async () => {
  const journal = [called('a', '40'), called('c', '1')]
  const { result, made, flaw } = await journalled(chain, { calls: plusOne, draw: () => 0, journal })
  expect([result.firings.at(-1)?.args, made, flaw]).toEqual([[40], ['b'], null])
})

it('takes of a flow that has changed what is called as before, and calls the rest', async () => {
  const before = await journalled(chain, { calls: plusOne, draw: drawing(1) })
  const changed = flowOf({ start, a: { in: { n: 'start.out' } }, x: { in: { n: 'a.out' } }, b: { in: { n: 'x.out' }, result: { kind: 'option', some: S32 } } })
  const { result, made, flaw } = await journalled(changed, { calls: plusOne, draw: drawing(2), journal: before.journal, lenient: true })
  expect([result.ok, result.firings.map(({ args }) => args[0]), made, flaw]).toEqual([true, [7, 7, 8, 9], ['x', 'b'], null])
})
