import type { z } from '../zod.ts'
import { explainIssue } from '../directive/explain.ts'
import type { Given, Settled } from './definition.ts'

/** Reads a node's `with` by its schema and goes on with `next` when it fits. */
export function settle<S extends z.ZodObject, T>(
  schema: S,
  given: Given,
  next: (settings: z.output<S>) => Settled<T>,
): Settled<T> {
  const read = schema.safeParse(given)
  if (read.success) return next(read.data)
  const checked = { schema, root: given, nameOf: nameOfSetting }
  return { ok: false, flaws: read.error.issues.flatMap((issue) => explainIssue(issue, checked)) }
}

function nameOfSetting(path: readonly (string | number)[]): string {
  return path.length === 0 ? 'The node' : `The setting ${path.join('.')}`
}
