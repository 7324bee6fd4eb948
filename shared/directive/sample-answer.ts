import { z } from '../zod.ts'
import { JsonValue } from './json-value.ts'

// What a preview's node is told when it asks for something outside, as somebody typed it in. Nothing outside is asked.

const by = { flow: z.string().max(64), node: z.string().max(64) }

const HttpAsked = z.strictObject({
  capability: z.literal('wasi:http/outgoing-handler'),
  op: z.literal('send'),
  method: z.string().max(100),
  url: z.string().max(100_000),
})

const SqliteAsked = z.strictObject({
  capability: z.literal('fermyon:spin/sqlite'),
  op: z.literal('execute'),
  database: z.string().max(100),
  statement: z.string().max(1_000_000),
  /** Without them the answer is for any parameters. */
  parameters: z.array(JsonValue).optional(),
})

/** Cases of wasi:http's `error-code` that carry nothing, and one with a text. */
export const HTTP_ERRORS = ['connection-refused', 'connection-timeout', 'HTTP-response-timeout', 'internal-error'] as const

const HttpTyped = z.union([
  z.strictObject({
    status: z.int().min(100).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    /** Empty when it is left out. */
    body: z.union([z.strictObject({ json: JsonValue }), z.strictObject({ text: z.string() })]).optional(),
  }),
  z.strictObject({ error: z.enum(HTTP_ERRORS) }),
])

const SqliteTyped = z.union([
  /** By column, the columns in the order of the first row. Bytes are `{ "base64": … }`. */
  z.strictObject({ rows: z.array(z.record(z.string(), JsonValue)) }),
  z.strictObject({ error: z.string() }),
])

const HttpAnswer = z.strictObject({ ...by, ask: HttpAsked, answer: HttpTyped })
const SqliteAnswer = z.strictObject({ ...by, ask: SqliteAsked, answer: SqliteTyped })
export type TypedHttp = z.output<typeof HttpAnswer>
export type TypedSqlite = z.output<typeof SqliteAnswer>

export const SampleAnswerSchema = z.union([HttpAnswer, SqliteAnswer])
export type SampleAnswer = TypedHttp | TypedSqlite
/** What a node asks for, as far as it tells one ask from another. */
export type SampleAsk = SampleAnswer['ask']

export function isHttp(answer: SampleAnswer): answer is TypedHttp {
  return answer.ask.capability === 'wasi:http/outgoing-handler'
}
