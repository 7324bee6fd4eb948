import { z } from 'zod'
import type { Problem } from '../../shared/directive/problem.ts'
import type { FailureKind } from '../../shared/engine/types.ts'
import type { Json } from '../../shared/json/json.ts'
import type { RunnerReport } from '../../shared/runner/messages.ts'
import type { FrameWriter } from './frame-writer.ts'
import { FrameError, type Frame, type FrameLimits } from './frames.ts'

// What a runner reports. Strangers' code runs in that process, so the runtime checks everything that comes from it.

export const REPORT_LIMITS: FrameLimits = { maxFrameBytes: 128 * 1024 * 1024, maxHeaderBytes: 64 * 1024 * 1024 }

export function writeReport(writer: FrameWriter, report: RunnerReport): void {
  if (report.kind === 'reply') {
    const { kind, run, status, headers, body } = report
    writer.write(JSON.stringify({ kind, run, status, headers }), body.length === 0 ? null : body)
  } else {
    writer.write(JSON.stringify(report), null)
  }
}

/** A reply's text body arrives as its UTF-8 bytes. Throws `ReportError`. */
export function readReport(frame: Frame): RunnerReport {
  const report = Report.safeParse(parseHeader(frame.header))
  if (!report.success) throw new ReportError(`It sent a report that is none: ${z.prettifyError(report.error)}`)
  return report.data.kind === 'reply' ? { ...report.data, body: frame.attachment } : report.data
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

const Name = z.string().max(2_000)
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

/** RFC 9110 §5.6.2 and §5.5: what node:http would throw at is refused here. */
const HeaderName = z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/).max(1_000)
const HeaderValue = z.string().regex(/^[\t\x20-\x7e\x80-\xff]*$/).max(1024 * 1024)

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
    headers: z.array(z.tuple([HeaderName, HeaderValue])).max(10_000),
  }),
  z.strictObject({ kind: z.literal('ended'), run: Name, summary: Summary, trace: Trace.nullable() }),
  z.strictObject({
    kind: z.literal('counts'),
    counts: z.strictObject({ runs: Runs, fired: z.record(z.string(), Runs), passed: z.record(z.string(), Count) }),
  }),
  z.strictObject({ kind: z.literal('loaded') }),
  z.strictObject({ kind: z.literal('refused'), problems: z.array(ProblemSchema).max(10_000) }),
])
