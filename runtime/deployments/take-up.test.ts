import { expect, it } from 'vitest'
import type { CallKey } from '../../shared/engine/types.ts'
import type { Death } from '../runner/runner-process.ts'
import type { RunCommand, RunSink, Unfinished } from '../runner/runner.ts'
import { afterDeath, MAX_TAKE_UPS } from './take-up.ts'

const CALL: CallKey = { run: 'mine', within: [], node: 'n', tag: [{ key: '@n', index: 2 }], element: 0, attempt: 1 }
const watched = (run: string, call: CallKey | null = { ...CALL, run }) => ({ run, flow: 'f', node: 'n', call, limitMs: 50 })
const overrun = (run: string, call?: null): Death => ({ kind: 'overrun', overrun: call === null ? watched(run, null) : watched(run) })
const crash = (run: string | null): Death => ({ kind: 'crash', message: 'It ended by SIGSEGV.', during: run === null ? null : watched(run) })
const memory = (run: string | null): Death => ({ kind: 'memory', during: run === null ? null : watched(run) })
const CLOSED: Death = { kind: 'closed' }

const SINK: RunSink = { reply() {}, ended() {} }
const COMMAND: RunCommand = { kind: 'run', run: 'mine', flow: 'f', trigger: 't', event: { kind: 'manual', value: null }, trace: false }
const PLAIN: Unfinished = { run: 'mine', sink: SINK, command: COMMAND, takeUps: 0, startedMs: 0, hasReplied: false, hasAsked: false }
const DURABLE: Unfinished = { ...PLAIN, command: null, hasAsked: true, sink: { ...SINK, journal: { add() {}, read: async () => COMMAND } } }
const times = (run: Unfinished, takeUps: number): Unfinished => ({ ...run, takeUps })

const OVERRAN = 'The node n of the flow f did not return within 50 ms.'

/** `1` for goes on with so many take-ups, `1 told of the overrun`, or the failure. */
function said(death: Death, run: Unfinished): string {
  const verdict = afterDeath(death, run)
  if (verdict.kind === 'fails') return `${verdict.failure.kind}${verdict.failure.node && ` at ${verdict.failure.node}`}: ${verdict.failure.message}`
  return `${verdict.takeUps}${verdict.given === null ? '' : ' told of the overrun'}`
}

it.each<readonly [what: string, death: Death, run: Unfinished, said: string]>([
  ['another overran', overrun('other'), PLAIN, '1'],
  ['another overran again and again', overrun('other'), times(PLAIN, MAX_TAKE_UPS), `cancelled: ${OVERRAN} It had been begun again 3 times before.`],
  ['another overran again and again, durable', overrun('other'), times(DURABLE, MAX_TAKE_UPS), '3'],
  ['it overran', overrun('mine'), PLAIN, '1 told of the overrun'],
  ['it overran, durable', overrun('mine'), DURABLE, '1 told of the overrun'],
  ['it overran in a call without a name', overrun('mine', null), PLAIN, `timeout at n: ${OVERRAN}`],
  ['it overran again and again', overrun('mine'), times(DURABLE, MAX_TAKE_UPS), `timeout at n: ${OVERRAN} It had been begun again 3 times before.`],
  ['the runner crashed in a call of another', crash('other'), PLAIN, '1'],
  ['the runner crashed in a call of its own', crash('mine'), DURABLE, 'cancelled: It ended by SIGSEGV.'],
  ['the runner crashed, nobody knows over what', crash(null), PLAIN, '1'],
  ['the runner crashed, nobody knows over what, durable', crash(null), times(DURABLE, 1), '2'],
  ['the memory was gone in a call of its own', memory('mine'), PLAIN, 'limit at n: The runner ran out of its memory limit during a call of the node n of the flow f.'],
  ['the memory was gone in a call of another', memory('other'), PLAIN, '1'],
  ['it has asked for something outside', crash(null), { ...PLAIN, hasAsked: true }, 'cancelled: It ended by SIGSEGV. The run cannot begin again: it had asked for something outside.'],
  ['it was too large to be held', crash(null), { ...PLAIN, command: null }, 'cancelled: It ended by SIGSEGV. The run cannot begin again: events of so many runs are not held.'],
  ['the deployment was stopped', CLOSED, PLAIN, 'cancelled: The deployment was stopped.'],
  ['the runner was stopped under it, durable', CLOSED, DURABLE, '0'],
])('when %s, a run', (_, death, run, expected) => expect(said(death, run)).toBe(expected))

it('tells a run of its overrun as the call gave it', () =>
  expect(afterDeath(overrun('mine'), PLAIN)).toEqual({
    kind: 'goes-on', takeUps: 1,
    given: {
      kind: 'call', call: { within: [], node: 'n', tag: CALL.tag, element: 0, attempt: 1 }, fingerprint: null, later: false,
      outcome: { ok: false, kind: 'timeout', message: OVERRAN }, logs: [],
    },
  }))
