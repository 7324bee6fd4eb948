import { z } from 'zod'
import type { Problem } from '../../shared/directive/problem.ts'
import type { FailureKind } from '../../shared/engine/types.ts'
import type { Json } from '../../shared/json/json.ts'
import type { RunnerReport } from '../../shared/runner/messages.ts'
import { JournalEntrySchema, LogsSchema, MAX_RECORDING_LENGTH, OutcomeSchema } from '../../shared/runner/recording.ts'
import type { FrameWriter } from './frame-writer.ts'
import { FrameError, type Frame, type FrameLimits } from './frames.ts'

// What a runner reports. Strangers' code runs in that process, so the runtime checks everything that comes from it.

export const REPORT_LIMITS: FrameLimits = { maxFrameBytes: 128 * 1024 * 1024, maxHeaderBytes: 64 * 1024 * 1024 }

/**
 * Writes reports. A reply waits for the next report, because nearly always that is the run's end: both then pass as one
 * frame, which is written and checked without the detour of their general form. `schedule` is that of the frame writer.
 */
export function createReportWriter(
  writer: FrameWriter,
  schedule: (task: () => void) => void,
): (report: RunnerReport) => void {
  let held: ReplyReport | null = null
  let scheduled = false

  function release(): void {
    if (held !== null) writeReport(writer, held)
    held = null
  }

  return (report) => {
    if (held !== null && report.kind === 'ended' && isAnswered(report, held)) {
      const { run, status, headers, body } = held
      const answered: Answered = [run, status, report.summary.durationMs, headers]
      writer.write(JSON.stringify(answered), body.length === 0 ? null : body)
      held = null
      return
    }
    release()
    if (report.kind !== 'reply') return writeReport(writer, report)
    held = report
    if (scheduled) return
    scheduled = true
    schedule(() => {
      scheduled = false
      release()
    })
  }
}

type ReplyReport = Extract<RunnerReport, { kind: 'reply' }>

/** A reply and the end of its run, which went well and is not looked at. */
type Answered = readonly [run: string, status: number, durationMs: number, headers: ReplyReport['headers']]

function isAnswered({ run, summary, trace, recording }: Extract<RunnerReport, { kind: 'ended' }>, reply: ReplyReport): boolean {
  return run === reply.run && summary.ok && summary.replied && trace === null && recording === null
}

function writeReport(writer: FrameWriter, report: RunnerReport): void {
  if (report.kind === 'reply') {
    const { kind, run, status, headers, body } = report
    writer.write(JSON.stringify({ kind, run, status, headers }), body.length === 0 ? null : body)
  } else {
    writer.write(JSON.stringify(report), null)
  }
}

/** Gives a frame's reports. A reply's text body arrives as its UTF-8 bytes. Throws `ReportError`. */
export function readReports({ header, attachment }: Frame, take: (report: RunnerReport) => void): void {
  const json = parseHeader(header)
  if (Array.isArray(json)) {
    const [run, status, durationMs, headers] = checkAnswered(json)
    take({ kind: 'reply', run, status, headers, body: attachment })
    take({ kind: 'ended', run, summary: { ok: true, failure: null, replied: true, durationMs }, trace: null, recording: null })
    return
  }
  const report = Report.safeParse(json)
  if (!report.success) throw new ReportError(`It sent a report that is none: ${z.prettifyError(report.error)}`)
  take(report.data.kind === 'reply' ? { ...report.data, body: attachment } : report.data)
}

/** As strict as `Report`, by hand: there is one for each request. */
function checkAnswered(json: readonly unknown[]): Answered {
  const [run, status, durationMs, headers] = json
  const right =
    json.length === 4 && isName(run) && isStatus(status) && typeof durationMs === 'number' && durationMs >= 0 &&
    Array.isArray(headers) && headers.length <= MAX_HEADERS && headers.every(isHeader)
  if (!right) throw new ReportError('It sent an answer that is none.')
  return json as unknown as Answered
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_NAME
}

function isStatus(value: unknown): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 200 && value <= 599
}

function isHeader(value: unknown): boolean {
  if (!Array.isArray(value) || value.length !== 2) return false
  const [name, content] = value as readonly unknown[]
  return (
    typeof name === 'string' && name.length <= MAX_HEADER_NAME && HEADER_NAME.test(name) &&
    typeof content === 'string' && content.length <= MAX_HEADER_VALUE && HEADER_VALUE.test(content)
  )
}

/** A runner sent what it must not send. It is ended. */
export class ReportError extends Error {}

export function isProtocolBreach(error: unknown): error is Error {
  return error instanceof ReportError || error instanceof FrameError
}

function parseHeader(header: string): unknown {
  try {
    return JSON.parse(header)
  } catch {
    throw new ReportError('It sent a report that is not JSON.')
  }
}

const MAX_NAME = 2_000
const MAX_HEADERS = 10_000
const MAX_HEADER_NAME = 1_000
const MAX_HEADER_VALUE = 1024 * 1024
/** RFC 9110 §5.6.2 and §5.5: what node:http would throw at is refused here. */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/

const Name = z.string().max(MAX_NAME)
const Message = z.string()
/** What `clippedFailure` keeps is shorter. */
const FailureMessage = z.string().max(10_000)
const Payload = z.string().max(64 * 1024)
/** All of them: a runner that reports another one is ended. */
const FAILURE_KINDS: Readonly<Record<FailureKind, true>> = {
  trap: true, exit: true, timeout: true, 'no-grant': true, 'no-import': true, 'bad-value': true, 'no-value': true,
  limit: true, err: true, 'already-replied': true, ambiguous: true, cancelled: true, thrown: true,
}

/** What JSON.parse gave is JSON; walking it again would only cost. */
const JsonValue = z.unknown() as unknown as z.ZodType<Json>
const Count = z.int().min(0)
const Failure = z.strictObject({
  kind: z.enum(Object.keys(FAILURE_KINDS) as FailureKind[]),
  message: FailureMessage,
  node: Name,
  attempt: Count,
  payload: Payload,
})
const Summary = z.strictObject({
  ok: z.boolean(),
  failure: Failure.nullable(),
  replied: z.boolean(),
  durationMs: z.number().min(0),
})
const Value = z.strictObject({ json: JsonValue, whole: z.boolean(), bytes: Count })
const Tag = z.array(z.strictObject({ key: Name, index: Count }))
const Within = z.array(z.strictObject({ node: Name, tag: Tag, element: Count, attempt: Count }))
const Trace = z.strictObject({
  firings: z.array(z.strictObject({
    within: Within,
    flow: Name,
    node: Name,
    tag: Tag,
    attempt: Count,
    inputs: z.record(z.string(), Value),
    outputs: z.record(z.string(), Value),
    failure: Failure.nullable(),
    startedMs: z.number(),
    durationMs: z.number(),
    reused: z.boolean(),
  })),
  logs: z.array(z.strictObject({
    within: Within, flow: Name, node: Name, stream: z.enum(['stdout', 'stderr', 'debug']), text: z.string(),
  })),
  waiting: z.array(z.strictObject({ within: Within, flow: Name, node: Name, inputs: z.array(z.string()) })),
})

const HeaderName = z.string().regex(HEADER_NAME).max(MAX_HEADER_NAME)
const HeaderValue = z.string().regex(HEADER_VALUE).max(MAX_HEADER_VALUE)

const ProblemSchema = z.looseObject({
  code: Name,
  severity: z.enum(['error', 'warning']),
  place: z.looseObject({}),
  message: Message,
  mend: Message,
}) as unknown as z.ZodType<Problem>

const Runs = z.strictObject({ ok: Count, failed: Count })

const Report = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reply'),
    run: Name,
    status: z.int().min(200).max(599),
    headers: z.array(z.tuple([HeaderName, HeaderValue])).max(MAX_HEADERS),
  }),
  z.strictObject({
    kind: z.literal('ended'),
    run: Name,
    summary: Summary,
    trace: Trace.nullable(),
    recording: z.string().max(MAX_RECORDING_LENGTH).nullable(),
  }),
  z.strictObject({ kind: z.literal('journal'), run: Name, entries: z.array(JournalEntrySchema) }),
  z.strictObject({
    kind: z.literal('counts'),
    counts: z.strictObject({ runs: Runs, fired: z.record(z.string(), Runs), passed: z.record(z.string(), Count), generated: z.record(z.string(), Count) }),
  }),
  z.strictObject({ kind: z.literal('ask'), ask: Count, run: Name, flow: Name, node: Name, what: z.string() }),
  z.strictObject({ kind: z.literal('loaded') }),
  z.strictObject({ kind: z.literal('called'), call: Count, outcome: OutcomeSchema, logs: LogsSchema }),
  z.strictObject({ kind: z.literal('refused'), problems: z.array(ProblemSchema).max(10_000) }),
])
