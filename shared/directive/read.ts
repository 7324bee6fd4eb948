import { readJson } from '../json/read-json.ts'
import { explainError } from './explain.ts'
import { problem, type Problem } from './problem.ts'
import { DirectiveSchema, type Directive } from './schema.ts'
import { upgradeDirective } from './upgrade.ts'

export type DirectiveReading = { readonly directive: Directive } | { readonly problems: readonly Problem[] }

/**
 * Reads a directive from JSON text. Says everything that is wrong with its form; what its names mean is looked up by
 * `resolveDirective`. `origin` is a file's name for the messages.
 */
export function readDirective(text: string, origin = 'The directive'): DirectiveReading {
  const read = readJson(text)
  if (read.ok) return readDirectiveValue(read.json)
  return { problems: [problem('bad-json', { pointer: '' }, `${origin} is not JSON: ${read.flaw.text}.`, 'Correct the text at this place.')] }
}

/** Reads a directive from parsed JSON or YAML, upgrading an older version first. */
export function readDirectiveValue(value: unknown): DirectiveReading {
  const upgraded = upgradeDirective(value)
  if (!upgraded.ok) return { problems: [upgraded.problem] }
  const read = DirectiveSchema.safeParse(upgraded.value, { reportInput: true })
  return read.success ? { directive: read.data } : { problems: explainError(read.error, upgraded.value) }
}
