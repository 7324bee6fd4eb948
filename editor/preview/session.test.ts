import { expect, it } from 'vitest'
import type { Directive } from '../../shared/directive/schema.ts'
import type { WorkerCommand, WorkerReport } from '../sandbox/messages.ts'
import { createPreviewSession, type PreviewOutcome, type PreviewRequest, type PreviewRun } from './session.ts'

const SUMMARY = { ok: true, failure: null, replied: false, durationMs: 1 }

const request = (name: string, triggers: readonly string[] = ['start']): PreviewRequest => ({
  directive: { directive: 1, name, packages: { text: { package: 'text', digest: 'd1' } }, flows: {} } as Directive,
  flow: 'main',
  events: triggers.map((trigger) => ({ trigger, event: { kind: 'manual', value: null } })),
})

/** A session whose worker is played by hand: what it was sent, and what it reports. */
function playedByHand() {
  const sent: string[] = []
  const outcomes: string[] = []
  const runs: PreviewRun[] = []
  let report: (report: WorkerReport) => void = () => {}
  let expire = () => {}
  const session = createPreviewSession({
    async open(onReport) {
      sent.push('open')
      report = onReport
      return { send: (command) => sent.push(shown(command)), close: () => sent.push('close') }
    },
    loadComponent: async (digest) => ({ kind: 'component', digest, component: { types: [], imports: [], functions: [], unusable: [] }, binding: null, source: '', cores: [] }),
    onOutcome(outcome) {
      outcomes.push(described(outcome))
      if (outcome.kind === 'ran') runs.push(...outcome.runs)
    },
    later(_, task) {
      expire = task
      return () => { expire = () => {} }
    },
  })
  const settled = () => new Promise((resolve) => setImmediate(resolve))
  return {
    session, sent, outcomes, runs,
    show: async (shownRequest: PreviewRequest) => { session.show(shownRequest); await settled() },
    report: async (given: WorkerReport) => { report(given); await settled() },
    expire: async () => { expire(); await settled() },
  }
}

function shown(command: WorkerCommand): string {
  switch (command.kind) {
    case 'component': return `component ${command.digest}`
    case 'load': return `load ${command.directive.name}`
    case 'run': return `run ${command.trigger}`
    case 'answer': return `answer ${command.ask}`
    case 'count': case 'call': case 'release': return command.kind
  }
}

function described(outcome: PreviewOutcome): string {
  const { name } = outcome.request.directive
  switch (outcome.kind) {
    case 'ran': return `${name} ran ${outcome.runs.map(({ trigger }) => trigger).join(', ')}`
    case 'refused': return `${name} refused`
    case 'stopped': return `${name} stopped at ${outcome.node}: ${outcome.message}`
  }
}

const ended = { kind: 'ended', run: 'x', summary: SUMMARY, trace: null, recording: null } as const

it('sends the components once, loads the directive and runs each event', async () => {
  const { sent, outcomes, show, report } = playedByHand()
  await show(request('a', ['one', 'two']))
  await report({ kind: 'loaded' })
  await report(ended)
  await report(ended)
  await show(request('b'))
  await report({ kind: 'loaded' })
  await report(ended)
  expect(sent).toEqual(['open', 'component d1', 'load a', 'run one', 'run two', 'load b', 'run start'])
  expect(outcomes).toEqual(['a ran one, two', 'b ran start'])
})

it('keeps only the newest request while one is running', async () => {
  const { outcomes, sent, show, report } = playedByHand()
  await show(request('a'))
  await show(request('b'))
  await show(request('c'))
  await report({ kind: 'loaded' })
  await report(ended)
  await report({ kind: 'loaded' })
  await report(ended)
  expect(sent).toEqual(['open', 'component d1', 'load a', 'run start', 'load c', 'run start'])
  expect(outcomes).toEqual(['a ran start', 'c ran start'])
})

it('does not load the same directive again for another sample', async () => {
  const { sent, show, report } = playedByHand()
  const first = request('a')
  await show(first)
  await report({ kind: 'loaded' })
  await report(ended)
  await show({ ...first, events: [{ trigger: 'start', event: { kind: 'manual', value: 2 } }] })
  expect(sent).toEqual(['open', 'component d1', 'load a', 'run start', 'run start'])
})

it('ends a worker that says nothing any more, names the node, and takes a new one for the next request', async () => {
  const { sent, outcomes, show, report, expire } = playedByHand()
  await show(request('a'))
  await report({ kind: 'loaded' })
  await report({ kind: 'calling', node: 'spin', timeoutMs: 5000 })
  await expire()
  await show(request('b'))
  expect(outcomes).toEqual(['a stopped at spin: The preview was ended: it gave no answer for 5 s.'])
  expect(sent).toEqual(['open', 'component d1', 'load a', 'run start', 'close', 'open', 'component d1', 'load b'])
})

it('tells with each run what its nodes asked for and nothing was typed in for', async () => {
  const ask = { capability: 'fermyon:spin/sqlite', op: 'execute', database: 'default', statement: 'SELECT 1' } as const
  const unanswered = { flow: 'main', node: 'read', ask }
  const { runs, show, report } = playedByHand()
  await show(request('a', ['one', 'two']))
  await report({ kind: 'loaded' })
  await report({ kind: 'unanswered', ...unanswered })
  await report(ended)
  await report(ended)
  expect(runs.map((run) => run.unanswered)).toEqual([[unanswered], []])
})
