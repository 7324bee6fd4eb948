import { problem } from '../directive/problem.ts'
import type { Node } from '../directive/schema.ts'
import { ConversionError } from '../wit/conversion-error.ts'
import { fromJson } from '../wit/json-form.ts'
import { parseSignature } from '../wit/parse.ts'
import { outputsOf } from '../wit/ports.ts'
import { describeType } from '../wit/sample-value.ts'
import type { WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import { WitSyntaxError } from '../wit/wit-tokens.ts'
import { nodePlace, type NodePlace, type Report } from './report.ts'
import type { Signature } from './signature.ts'

export type Blank = Extract<Node, { blank: unknown }>['blank']

/** The one error that does not keep a node from running in a preview. */
export const BLANK_NODE = 'blank-node'

/**
 * A node that is drawn before there is a function for it: its ports are those of the signature that somebody wrote.
 * Null when the signature cannot be read. What is wrong is reported; that the node is blank always is.
 */
export function blankSignature(blank: Blank, at: NodePlace, report: Report): Signature | null {
  report(problem(
    BLANK_NODE, nodePlace(at, ['blank']), `The node ${at.node} is blank: it has no function yet.`,
    'Fill it with a function, or take it out.',
  ))
  try {
    const { params, result } = parseSignature(blank.signature)
    return {
      action: { kind: 'blank', result, sample: sampleOf(blank, result, at, report) },
      inputs: params.map(({ name, type }) => ({ name, type, required: type.kind !== 'option' })),
      outputs: outputsOf(result),
      known: true,
    }
  } catch (error) {
    if (!(error instanceof WitSyntaxError)) throw error
    report(problem(
      'bad-settings', nodePlace(at, ['blank', 'signature']), `The signature cannot be read: ${error.message}.`,
      'Write it as WIT does, such as func(text: string) -> string.',
    ))
    return null
  }
}

/** A function that gives nothing needs no sample: previews know what comes of it. */
function sampleOf(
  { sample }: Blank, result: WitType | null, at: NodePlace, report: Report,
): { readonly value: Value } | null {
  const place = nodePlace(at, ['blank', 'sample'])
  if (result === null) {
    if (sample !== undefined) {
      const message = 'The sample has no type: the signature gives nothing.'
      report(problem('bad-value', place, message, 'Take the sample out.'))
    }
    return { value: undefined }
  }
  if (sample === undefined) return null
  try {
    return { value: fromJson(sample, result) }
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error
    report(problem('bad-value', place, `The sample does not fit: ${error.message}.`, `Give ${describeType(result)}.`))
    return null
  }
}
