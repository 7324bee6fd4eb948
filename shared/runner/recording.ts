import type { JournalEntry } from '../engine/journal-entry.ts'
import type { FailureKind } from '../engine/types.ts'
import { EventJsonSchema, type EventJson } from '../triggers/event-json.ts'
import { z } from '../zod.ts'

/** Enough to make a run go again as it went: what started it and everything that it was given. */
export interface Recording {
  readonly recording: 1
  readonly run: string
  readonly flow: string
  readonly trigger: string
  readonly event: EventJson
  readonly journal: readonly JournalEntry[]
}

/** As JSON text; a longer one is not kept. */
export const MAX_RECORDING_LENGTH = 1024 * 1024

/** Null when `json` is no recording. */
export function readRecording(json: unknown): Recording | null {
  const read = RecordingSchema.safeParse(json)
  return read.success ? read.data : null
}

const FAILURE_KINDS = [
  'trap', 'exit', 'timeout', 'no-grant', 'no-import', 'bad-value', 'no-value', 'limit',
  'err', 'already-replied', 'ambiguous', 'cancelled', 'thrown',
] as const satisfies readonly FailureKind[]

const Count = z.int().min(0)
const TagSchema = z.array(z.strictObject({ key: z.string(), index: Count }))
const CallPlace = { node: z.string(), tag: TagSchema, element: Count, attempt: Count }

export const OutcomeSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.string().nullable() }),
  z.strictObject({ ok: z.literal(false), kind: z.enum(FAILURE_KINDS), message: z.string() }),
])
export const LogsSchema = z.array(z.strictObject({ stream: z.enum(['stdout', 'stderr']), text: z.string() }))

export const JournalEntrySchema: z.ZodType<JournalEntry> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('call'),
    call: z.strictObject({ within: z.array(z.strictObject(CallPlace)), ...CallPlace }),
    fingerprint: z.string().nullable(),
    later: z.boolean(),
    outcome: OutcomeSchema,
    logs: LogsSchema,
  }),
  z.strictObject({ kind: z.literal('slept'), nth: Count }),
  z.strictObject({ kind: z.literal('clock'), readings: z.array(z.number()) }),
  z.strictObject({ kind: z.literal('random'), numbers: z.array(z.number()) }),
])

const RecordingSchema: z.ZodType<Recording> = z.strictObject({
  recording: z.literal(1),
  run: z.string(),
  flow: z.string(),
  trigger: z.string(),
  event: EventJsonSchema,
  journal: z.array(JournalEntrySchema),
})
