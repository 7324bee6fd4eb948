import { z } from 'zod'

// What the admission child answers, on its standard output: four bytes of length (little-endian), that much JSON, and
// behind it, without gaps, the generated source, the manifest's section and the core modules, as long as the JSON says.

const Size = z.int().min(0)

export const AnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('admitted'),
    /** A `FlatComponent`; `reviveComponent` checks it. */
    component: z.unknown(),
    /** A `Linked`; `reviveLinked` checks it. */
    binding: z.unknown(),
    sourceBytes: Size,
    /** Null when the component has no such section. */
    manifestBytes: Size.nullable(),
    cores: z.array(z.strictObject({ name: z.string().regex(/^component\.core\d*\.wasm$/), sizeBytes: Size })).max(10_000),
  }),
  z.strictObject({
    kind: z.literal('refused'),
    code: z.enum(['not-wasm', 'core-module', 'malformed', 'unsupported', 'limit']),
    message: z.string().max(10_000),
  }),
])
export type Answer = z.infer<typeof AnswerSchema>
export type RefusedCode = Extract<Answer, { kind: 'refused' }>['code']

export const LENGTH_BYTES = 4

export function encodeAnswer(answer: Answer, parts: readonly Uint8Array[]): Uint8Array {
  const json = Buffer.from(JSON.stringify(answer))
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32LE(json.length)
  return Buffer.concat([length, json, ...parts])
}

/** Null for what is no whole answer, and `too-much` for one whose JSON is longer than `maxJsonBytes`. */
export function decodeAnswer(
  output: Buffer, maxJsonBytes: number,
): { readonly answer: Answer; readonly parts: Buffer } | 'too-much' | null {
  if (output.length < LENGTH_BYTES) return null
  const end = LENGTH_BYTES + output.readUInt32LE()
  if (output.length < end) return null
  if (end - LENGTH_BYTES > maxJsonBytes) return 'too-much'
  const answer = AnswerSchema.safeParse(parseJson(output.toString('utf8', LENGTH_BYTES, end)))
  return answer.success ? { answer: answer.data, parts: output.subarray(end) } : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
