import { expect, it } from 'vitest'
import type { RunnerCommand, RunnerReport } from '../../shared/runner/messages.ts'
import { readCommand, writeCommand } from './command-codec.ts'
import { createFrameWriter, type FrameWriter } from './frame-writer.ts'
import { createFrameParser, type Frame } from './frames.ts'
import { createReportWriter, isProtocolBreach, readReports } from './report-codec.ts'

function sent(write: (writer: FrameWriter) => void): Frame {
  return allSent(write)[0]!
}

function allSent(write: (writer: FrameWriter) => void): readonly Frame[] {
  const pieces: Buffer[] = []
  const writer = createFrameWriter(
    (some) => pieces.push(...some),
    () => {},
  )
  write(writer)
  writer.flush()
  const frames: Frame[] = []
  createFrameParser({ maxFrameBytes: 1e6, maxHeaderBytes: 1e6 }, (frame) => frames.push(frame))(Buffer.concat(pieces))
  return frames
}

/** What arrives of reports that are given in one tick, and in how many frames. */
function arrived(...reports: readonly RunnerReport[]): { readonly reports: readonly RunnerReport[]; readonly frames: number } {
  const frames = allSent((writer) => {
    const ends: (() => void)[] = []
    const post = createReportWriter(writer, (task) => ends.push(task))
    for (const report of reports) post(report)
    for (const end of ends) end()
  })
  const read: RunnerReport[] = []
  for (const frame of frames) readReports(frame, (report) => read.push(report))
  return { reports: read, frames: frames.length }
}

const summary = {
  ok: false,
  failure: { kind: 'trap', message: 'unreachable', node: 'n', attempt: 1, payload: 'null' },
  replied: true,
  durationMs: 0.25,
} as const
const value = { json: { a: [1] }, whole: true, bytes: 9 }

it.each<RunnerReport>([
  { kind: 'loaded' },
  {
    kind: 'refused',
    problems: [
      {
        code: 'x',
        severity: 'error',
        place: { flow: 'f', node: 'n' },
        message: 'm',
        mend: 'd',
        offer: { node: 'core', input: 'in' },
      },
    ],
  },
  {
    kind: 'reply',
    run: 'r-1',
    status: 201,
    headers: [
      ['content-type', 'text/plain'],
      ['x', 'ü'],
    ],
    body: Buffer.from([0, 255]),
  },
  { kind: 'reply', run: 'r-1', status: 204, headers: [], body: Buffer.alloc(0) },
  { kind: 'ended', run: 'r-1', summary, trace: null, recording: null },
  {
    kind: 'ended',
    run: 'r-1',
    summary,
    trace: {
      firings: [
        {
          within: [{ node: 'f', tag: [{ key: '@f', index: 1 }], element: 3, attempt: 1 }],
          flow: 'inner',
          node: 'n',
          tag: [{ key: 'loop', index: 2 }],
          attempt: 1,
          inputs: { a: value },
          outputs: { 'out.x': value },
          failure: summary.failure,
          startedMs: 0.5,
          durationMs: 1,
          reused: false,
        },
      ],
      logs: [{ within: [], flow: 'f', node: 'n', stream: 'stderr', text: 'panicked' }],
      waiting: [{ within: [], flow: 'f', node: 'm', inputs: ['a'] }],
    },
    recording: '{}',
  },
  {
    kind: 'journal',
    run: 'r-1',
    entries: [
      {
        kind: 'call',
        call: { within: [], node: 'n', tag: [{ key: '@n', index: 2 }], element: 0, attempt: 1 },
        fingerprint: null,
        later: false,
        outcome: { ok: true, value: '"x"' },
        logs: [{ stream: 'stdout', text: 'said' }],
      },
      { kind: 'slept', nth: 0 },
      { kind: 'clock', readings: [1.5] },
      { kind: 'random', numbers: [0.5] },
    ],
  },
  {
    kind: 'counts',
    counts: { runs: { ok: 3, failed: 1 }, fired: { 'f/n': { ok: 3, failed: 1 } }, passed: { 'f/n.out': 3 }, generated: { 'f/n': 4 } },
  },
])('a $kind report arrives as it was sent', (report) =>
  expect(arrived(report)).toEqual({ reports: [report], frames: 1 }),
)

it('a text body arrives as its UTF-8 bytes', () => {
  const report = { kind: 'reply', run: 'r', status: 200, headers: [], body: 'grün' } as const
  expect(arrived(report).reports).toEqual([{ ...report, body: Buffer.from('grün') }])
})

const answer = { kind: 'reply', run: 'r', status: 404, headers: [['x', 'ü']], body: Buffer.from('no') } as const
const end = { kind: 'ended', run: 'r', summary: { ok: true, failure: null, replied: true, durationMs: 0.5 }, trace: null, recording: null } as const

it.each<readonly [name: string, frames: number, reports: readonly RunnerReport[]]>([
  ['a reply and the end of its run', 1, [answer, end]],
  ['a reply and the end of another run', 2, [answer, { ...end, run: 's' }]],
  ['a reply and the end of its run, which failed', 2, [answer, { ...end, summary }]],
  ['a reply and the end of its run, whose values are wanted', 2, [answer, { ...end, trace: { firings: [], logs: [], waiting: [] } }]],
  ['replies of several runs before their ends', 4, [answer, { ...answer, run: 's' }, end, { ...end, run: 's' }]],
  ['a reply after which its run goes on', 1, [answer]],
])('%s pass in %i frames', (_, frames, reports) => expect(arrived(...reports)).toEqual({ reports, frames }))

it.each<RunnerCommand>([
  { kind: 'load', directive: { directive: 1, name: 'a', packages: {}, flows: {} }, preview: false },
  {
    kind: 'run', run: 'r', flow: 'f', trigger: 't', trace: true, journal: [], replied: true,
    event: { kind: 'http', request: { method: 'PUT', path: '/', params: {}, query: { a: 'b' }, headers: {}, body: Uint8Array.of(4) } },
  },
  { kind: 'run', run: 'r', flow: 'f', trigger: 't', event: { kind: 'manual', value: { a: 1 } }, trace: true },
  {
    kind: 'run',
    run: 'r',
    flow: 'f',
    trigger: 't',
    trace: false,
    event: {
      kind: 'http',
      request: {
        method: 'POST',
        path: '/ü',
        params: { a: 'b' },
        query: {},
        headers: { host: 'x' },
        body: Uint8Array.of(1, 2, 3),
      },
    },
  },
  {
    kind: 'run',
    run: 'r',
    flow: 'f',
    trigger: 't',
    trace: false,
    event: {
      kind: 'http',
      request: {
        method: 'GET',
        path: '/',
        params: {},
        query: {},
        headers: {},
        body: new Uint8Array(0),
      },
    },
  },
])('a $kind command arrives as it was sent', (command) =>
  expect(readCommand(sent((writer) => writeCommand(writer, command)))).toEqual(command),
)

const reply = { kind: 'reply', run: 'r', status: 200, headers: [] as unknown[] }

it.each([
  { name: 'no JSON', header: '{' },
  { name: 'another kind', header: { kind: 'exit' } },
  { name: 'a status that node:http throws at', header: { ...reply, status: 42 } },
  { name: 'a header with a line break in it', header: { ...reply, headers: [['a', 'b\r\nset-cookie: x']] } },
  { name: 'a header with a colon in its name', header: { ...reply, headers: [['a:b', 'c']] } },
  { name: 'a header beyond Latin-1', header: { ...reply, headers: [['a', '€']] } },
  { name: 'a number as a run', header: { ...reply, run: 1 } },
  { name: 'too little for an answer', header: ['r', 200, 0.5] },
  { name: 'too much for an answer', header: ['r', 200, 0.5, [], 1] },
  { name: 'a number as the run of an answer', header: [1, 200, 0.5, []] },
  { name: 'an answer of an endless name', header: ['r'.repeat(2_001), 200, 0.5, []] },
  { name: 'an answer with a status that node:http throws at', header: ['r', 42, 0.5, []] },
  { name: 'an answer before it was asked', header: ['r', 200, -1, []] },
  { name: 'an answer whose headers are none', header: ['r', 200, 0.5, { 0: ['a', 'b'] }] },
  { name: 'an answer with a line break in a header', header: ['r', 200, 0.5, [['a', 'b\r\nset-cookie: x']]] },
  { name: 'an answer with a colon in the name of a header', header: ['r', 200, 0.5, [['a:b', 'c']]] },
  { name: 'an answer with half a header', header: ['r', 200, 0.5, [['a']]] },
  { name: 'a member that nobody knows', header: { ...reply, body: 'x' } },
  {
    name: 'a negative count',
    header: { kind: 'counts', counts: { runs: { ok: -1, failed: 0 }, fired: {}, passed: {}, generated: {} } },
  },
  {
    name: 'an unknown failure',
    header: {
      kind: 'ended',
      run: 'r',
      trace: null,
      recording: null,
      summary: { ...summary, failure: { ...summary.failure, kind: 'odd' } },
    },
  },
])('a report with $name is a breach', ({ header }) => {
  const frame = { header: typeof header === 'string' ? header : JSON.stringify(header), attachment: Buffer.alloc(0) }
  let thrown: unknown
  try {
    readReports(frame, () => {})
  } catch (error) {
    thrown = error
  }
  expect(isProtocolBreach(thrown)).toBe(true)
})
