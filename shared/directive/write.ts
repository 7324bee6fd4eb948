import { z } from '../zod.ts'
import type { Json } from '../json/json.ts'
import { alternatives } from './schema-members.ts'
import { DirectiveSchema, type Directive } from './schema.ts'

/** Longest line that a value is kept on, indentation and comma included. */
const MAX_LINE = 120

/**
 * The text of a directive as a person wants to read and diff it: two blanks of indentation, members in the schema's
 * order, on one line what fits there, a line feed at the end. Ids keep the order they have. Writing what was read from
 * it gives it again.
 */
export function writeDirective(directive: Directive): string {
  return `${print(inOrder(directive as unknown as Json, DirectiveSchema), [], 0)}\n`
}

/** `column` is where the value begins in its line. */
function print(json: Json, path: readonly string[], column: number): string {
  if (typeof json !== 'object' || json === null) return JSON.stringify(json)
  if (Object.keys(json).length === 0) return Array.isArray(json) ? '[]' : '{}'
  const line = isStructure(path) ? null : oneLine(json, MAX_LINE - 1 - column)
  if (line !== null) return line
  const indent = '  '.repeat(path.length + 1)
  const lines = Array.isArray(json)
    ? (json as readonly Json[]).map((item, at) => `${indent}${print(item, [...path, String(at)], indent.length)}`)
    : Object.entries(json as Members).map(([name, member]) => {
      const start = `${indent}${JSON.stringify(name)}: `
      return `${start}${print(member, [...path, name], start.length)}`
    })
  const [open, close] = Array.isArray(json) ? '[]' : '{}'
  return `${open}\n${lines.join(',\n')}\n${'  '.repeat(path.length)}${close}`
}

type Members = Readonly<Record<string, Json>>

/** The document, its flows, a flow and its nodes have a line for each member however short they are. */
function isStructure(path: readonly string[]): boolean {
  return path.length === 0 || (path[0] === 'flows' && (path.length < 3 || (path.length === 3 && path[2] === 'nodes')))
}

/** Null as soon as it is longer than `room`, so that a large value is not printed once for each of its levels. */
function oneLine(json: Json, room: number): string | null {
  if (typeof json !== 'object' || json === null) return within(JSON.stringify(json), room)
  const parts: string[] = []
  let left = room - (Array.isArray(json) ? '[]' : '{  }').length
  const entries: readonly (readonly [string, Json])[] = Array.isArray(json)
    ? (json as readonly Json[]).map((item) => ['', item])
    : Object.entries(json as Members).map(([name, member]) => [`${JSON.stringify(name)}: `, member])
  for (const [start, value] of entries) {
    if (parts.length > 0) left -= ', '.length
    const text = oneLine(value, left - start.length)
    if (text === null) return null
    parts.push(start + text)
    left -= start.length + text.length
  }
  if (Array.isArray(json)) return within(`[${parts.join(', ')}]`, room)
  return within(parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`, room)
}

function within(text: string, room: number): string | null {
  return text.length <= room ? text : null
}

/** The same value with the members of its objects in the order in which the schema names them. */
function inOrder(json: Json, schema: z.core.$ZodType): Json {
  if (typeof json !== 'object' || json === null) return json
  const options = alternatives(schema)
  if (Array.isArray(json)) {
    const list = options.find((option) => option instanceof z.ZodArray)
    return list === undefined ? json : (json as readonly Json[]).map((item) => inOrder(item, list.element))
  }
  const members = json as Members
  const names = Object.keys(members)
  const object = options.find(
    (option) => option instanceof z.ZodObject && names.every((name) => Object.hasOwn(option.shape, name)),
  )
  if (object instanceof z.ZodObject) {
    const shape = object.shape as Readonly<Record<string, z.core.$ZodType>>
    const known = Object.keys(shape).filter((name) => members[name] !== undefined)
    return Object.fromEntries(known.map((name) => [name, inOrder(members[name]!, shape[name]!)]))
  }
  const record = options.find((option) => option instanceof z.ZodRecord)
  if (record === undefined) return json
  return Object.fromEntries(names.map((name) => [name, inOrder(members[name]!, record.valueType)]))
}
