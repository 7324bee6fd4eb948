import type { z } from '../zod.ts'
import { listed, nearestName } from './did-you-mean.ts'
import { explainUnion } from './explain-union.ts'
import { membersAt } from './schema-members.ts'

/** What is wrong somewhere in a checked value. */
export interface Flaw {
  readonly path: Path
  /** One sentence each, as in a Problem. */
  readonly message: string
  readonly mend: string
}

export type Path = readonly (string | number)[]
export type Issue = z.core.$ZodIssue

/** What was checked, and by what. */
export interface Checked {
  readonly schema: z.core.$ZodType
  readonly root: unknown
  /** How a sentence calls a place: `The directive` for no path, `timeout`, `The node mask`. */
  readonly nameOf: (path: Path) => string
}

/** Turns what a schema found at `path` into sentences; the findings of a union become the ones that matter. */
export function explainIssue(issue: Issue, checked: Checked, path = issue.path as Path): readonly Flaw[] {
  const name = checked.nameOf(path)
  const found = valueAt(checked.root, path)
  const flaw = (message: string, mend: string): readonly Flaw[] => [{ path, message: `${name} ${message}`, mend }]
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = KINDS[issue.expected] ?? issue.expected
      if (found === undefined) return flaw('is missing.', `Add it: ${wanted}.`)
      return flaw(`is ${shown(found)}, and ${wanted} is expected.`, 'Correct it.')
    }
    case 'invalid_value':
      return notAmong(issue.values)
    case 'too_small':
      if (isLength(issue.origin) && issue.minimum === 1) {
        return flaw('is empty.', issue.origin === 'string' ? 'Write something there.' : 'It has at least 1 item.')
      }
      return flaw(
        `is too ${isLength(issue.origin) ? 'short' : 'small'}.`,
        `It is at least ${amount(issue.origin, issue.minimum)}.`,
      )
    case 'too_big':
      return flaw(
        `is too ${isLength(issue.origin) ? 'long' : 'large'}.`, `It is at most ${amount(issue.origin, issue.maximum)}.`,
      )
    case 'invalid_format':
      return flaw(`is ${shown(found)}.`, sentence(issue.message))
    case 'unrecognized_keys':
      return issue.keys.map((key) => strayMember(key, path, name, membersAt(checked.schema, path)))
    case 'invalid_key': {
      const message = `${shown(path.at(-1))} cannot be a name here.`
      return [{ path, message, mend: sentence(issue.issues[0]?.message ?? issue.message) }]
    }
    case 'invalid_union':
      return 'options' in issue ? notAmong(issue.options) : explainUnion(issue.errors, checked, path)
    case 'invalid_element': case 'not_multiple_of': case 'custom':
      return flaw('is not valid.', sentence(issue.message))
  }

  function notAmong(all: readonly unknown[]): readonly Flaw[] {
    const values = all.filter((value) => typeof value === 'string' || typeof value === 'number')
    const mend = `Write ${listed(values.map((value) => JSON.stringify(value)), 'or')}.`
    if (found === undefined) return flaw('is missing.', mend)
    const names = values.filter((value) => typeof value === 'string')
    const nearest = typeof found === 'string' ? nearestName(found, names) : null
    return flaw(
      `is ${shown(found)}, which is none of its values.`,
      nearest === null ? mend : `Did you mean ${JSON.stringify(nearest)}?`,
    )
  }
}

export function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const member of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, member)) return undefined
    value = (value as Record<string, unknown>)[member]
  }
  return value
}

function strayMember(key: string, owner: Path, name: string, members: readonly string[]): Flaw {
  const nearest = nearestName(key, members.filter((member) => member !== key))
  const mend = nearest === null ? 'Take it out.' : `Did you mean ${nearest}?`
  return { path: [...owner, key], message: `${name} has the unknown member ${key}.`, mend }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text', number: 'a number', int: 'a whole number', boolean: 'true or false', null: 'null',
  array: 'a list', object: 'an object', record: 'an object',
}

/** As it stands in a sentence. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`
}

export function kindNamed(expected: string): string {
  return KINDS[expected] ?? expected
}

function isLength(origin: string): boolean {
  return origin === 'string' || origin === 'array'
}

function amount(origin: string, limit: number | bigint): string {
  if (origin === 'string') return `${limit} characters long`
  return origin === 'array' ? `${limit} ${Number(limit) === 1 ? 'item' : 'items'} long` : String(limit)
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
