import { expect, it } from 'vitest'
import type { Node } from '../../../shared/directive/schema.ts'
import { flowOf } from '../../../shared/engine/flow.test-support.ts'
import type { JournalEntry } from '../../../shared/engine/journal-entry.ts'
import type { Call, Outcome } from '../../../shared/engine/types.ts'
import { components, DIGEST, directiveOf } from '../../../shared/resolve/directive.test-support.ts'
import { createRunnerCore } from '../../../shared/runner/core.ts'
import type { RunnerCommand } from '../../../shared/runner/messages.ts'
import { journalled } from '../journalled.ts'
import { drawing } from '../random/drawing.ts'

const RETRY = { attempts: 2, delayMs: 100, on: null, backoff: 'constant', jitter: true } as const
const flow = flowOf({
  start: { kind: 'trigger' },
  a: { in: { n: 'start.out' }, policies: { each: null, retry: RETRY } },
  b: { in: { n: 'a.out' } },
  c: { in: { n: 'start.out' } },
  d: { in: { x: 'b.out', y: 'c.out' } },
})

/** The first attempt at a fails. */
const calls = ({ key: { node, attempt }, args }: Call): Outcome =>
  node === 'a' && attempt === 1 ? { ok: false, kind: 'trap', message: 'not yet' } : { ok: true, value: args.reduce<number>((sum, arg) => sum + (arg as number), 1) }

it('A journal has all that a run was given', async () => {
  const first = await journalled(flow, { calls, draw: drawing(1) })
  expect(first.journal.map(({ kind }) => kind).sort()).toEqual(expect.arrayContaining(['call', 'clock', 'random', 'slept']))
  expect(await journalled(flow, { calls, draw: drawing(2), journal: first.journal })).toEqual({ ...first, made: [] })
})

it('A run goes on from any part of its journal to the same end', async () => {
  const { journal, made, result } = await journalled(flow, { calls, draw: drawing(1) })
  const firings = ({ firings }: typeof result) => firings.map(({ node, args, fired }) => JSON.stringify([node.id, args, fired])).sort()
  for (let length = 0; length <= journal.length; length++) {
    const part = journal.slice(0, length)
    const resumed = await journalled(flow, { calls, draw: drawing(length), journal: part })
    const called = part.filter(({ kind }) => kind === 'call').length
    expect([resumed.made.length, firings(resumed.result)]).toEqual([made.length - called, firings(result)])
  }
})

it('A journal that is none of the run fails it, except in a preview', async () => {
  const { journal } = await journalled(flow, { calls, draw: drawing(1) })
  const without = flowOf({ start: { kind: 'trigger' }, a: { in: { n: 'start.out' }, policies: { each: null, retry: RETRY } } })
  const strict = await journalled(without, { calls, draw: drawing(2), journal })
  expect(strict.flaw).toMatch(/^the run does not come to a call of [bcd] that was made$/)
  const preview = await journalled(without, { calls, draw: drawing(2), journal, lenient: true })
  expect([preview.flaw, preview.result.ok, preview.made]).toEqual([null, true, []])
})

/** What a runner does with a run of `nodes`, in order: what it calls and what it reports. */
async function did(nodes: Readonly<Record<string, Node>>, more: Partial<Extract<RunnerCommand, { kind: 'run' }>> = {}): Promise<readonly string[]> {
  const happened: string[] = []
  const ended = Promise.withResolvers<void>()
  const core = createRunnerCore({
    componentOf: components,
    prepare: async () => ({
      digest: DIGEST, refusal: null, caller: 'binder',
      acquire: () => ({
        call(_, [n]) {
          happened.push(`calls with ${n as number}`)
          return { ok: true, value: { tag: 'ok', val: (n as number) / 2 } }
        },
        release() {},
      }),
    }),
    modulesOf: () => 1,
    post(report) {
      switch (report.kind) {
        case 'journal': return void happened.push(`writes ${report.entries.flatMap((entry) => (entry.kind === 'call' ? [entry.call.node] : [])).join(', ')}`)
        case 'reply': return void happened.push(`replies ${report.status}`)
        case 'ended':
          happened.push(report.summary.ok ? 'ends' : `fails: ${report.summary.failure?.kind}`)
          ended.resolve()
      }
    },
    now: () => 1, randomBytes: (count) => new Uint8Array(count), schedule: () => {}, turn: setImmediate,
    watch: { enter() {}, leave() {} },
  })
  await core.handle({ kind: 'load', directive: directiveOf(nodes), preview: false })
  const request = { method: 'GET', path: '/', params: {}, query: {}, headers: {}, body: new Uint8Array() }
  await core.handle({ kind: 'run', run: 'run-1', flow: 'main', trigger: 'start', event: { kind: 'http', request }, trace: false, ...more })
  await ended.promise
  return happened
}

const halves = (durable: boolean): Record<string, Node> => ({
  start: { trigger: 'http', with: { path: '/', durable } },
  once: { use: 'lib#half', in: { n: { value: 8 } }, after: ['start.out'] },
  twice: { use: 'lib#half', in: { n: { from: 'once.out' } } },
  reply: { sink: 'http-reply', in: { body: { from: 'twice.out' } } },
})

it('A durable run is written down before anything comes of it', async () => {
  expect(await did(halves(true))).toEqual(['calls with 8', 'writes once', 'calls with 4', 'writes twice', 'replies 200', 'ends'])
  expect(await did(halves(false))).toEqual(['calls with 8', 'calls with 4', 'replies 200', 'ends'])
})

const gave = (node: string, outcome: Extract<JournalEntry, { kind: 'call' }>['outcome']): JournalEntry =>
  ({ kind: 'call', call: { within: [], node, tag: [], element: 0, attempt: 1 }, fingerprint: null, later: false, outcome, logs: [] })

it('A run that goes again does not reply again', async () => {
  const journal = [gave('once', { ok: true, value: '{"ok":4}' })]
  expect(await did(halves(false), { journal, replied: true })).toEqual(['calls with 4', 'ends'])
})

it('A call that overruns ends its runner, and is a failure as any other', async () => {
  const journal = [gave('once', { ok: false, kind: 'timeout', message: 'The node once of the flow main did not return within 200 ms.' })]
  const { once, ...others } = halves(false) as { once: Node }
  expect(await did({ once, ...others }, { journal })).toEqual(['replies 500', 'fails: timeout'])
  expect(await did({ once: { ...once, retry: { attempts: 2 } }, ...others }, { journal })).toEqual(['calls with 8', 'calls with 4', 'replies 200', 'ends'])
  const taken: Node = { sink: 'http-reply', in: { body: { from: 'once.failed.kind' } } }
  expect(await did({ once, ...others, taken }, { journal })).toEqual(['replies 200', 'ends'])
})
