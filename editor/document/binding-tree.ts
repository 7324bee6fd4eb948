import type { Binding } from '../../shared/directive/schema.ts'
import { withEntry, withoutEntry } from './ordered-record.ts'

// An input is named with the members of its binding's tree: `body` the whole input, `['email']` one field of a record
// that is put together from several wires, `['0']` an item of a list.

export function bindingAt(binding: Binding | null, members: readonly string[]): Binding | null {
  const [member, ...rest] = members
  if (binding === null || member === undefined) return binding
  if ('record' in binding) return bindingAt(binding.record[member] ?? null, rest)
  if ('list' in binding) return bindingAt(binding.list[Number(member)] ?? null, rest)
  return null
}

/** What is bound as a whole and gets a member set becomes a record: the whole gives way to its part. */
export function withBindingAt(
  binding: Binding | null,
  members: readonly string[],
  value: Binding | null,
): Binding | null {
  const [member, ...rest] = members
  if (member === undefined) return value
  if (binding !== null && 'list' in binding) return withItem(binding.list, Number(member), rest, value)
  const fields = binding !== null && 'record' in binding ? binding.record : {}
  const field = withBindingAt(fields[member] ?? null, rest, value)
  if (field !== null) return { record: withEntry(fields, member, field, null) }
  const left = withoutEntry(fields, member)
  return left === undefined ? null : { record: left }
}

function withItem(
  list: readonly Binding[],
  at: number,
  rest: readonly string[],
  value: Binding | null,
): Binding | null {
  const item = withBindingAt(list[at] ?? null, rest, value)
  const items =
    item === null ? list.filter((_, index) => index !== at) : [...list.slice(0, at), item, ...list.slice(at + 1)]
  return items.length === 0 ? null : { list: items }
}

/** Every place of the tree that is fed by wires, outermost first. */
export function wiredPlaces(binding: Binding, members: readonly string[] = []): readonly WiredPlace[] {
  if ('from' in binding) return [{ members, paths: typeof binding.from === 'string' ? [binding.from] : binding.from }]
  if ('record' in binding) {
    return Object.entries(binding.record).flatMap(([name, field]) => wiredPlaces(field, [...members, name]))
  }
  if ('list' in binding) return binding.list.flatMap((item, index) => wiredPlaces(item, [...members, String(index)]))
  return []
}

export interface WiredPlace {
  readonly members: readonly string[]
  readonly paths: readonly string[]
}

/** With every path sent through `change`; a path that becomes null goes, and what is left empty goes with it. */
export function mapPaths(binding: Binding, change: (path: string) => string | null): Binding | null {
  if ('from' in binding) {
    const paths = typeof binding.from === 'string' ? [binding.from] : binding.from
    const changed = paths.map(change).filter((path) => path !== null)
    if (changed.length === paths.length && changed.every((path, at) => path === paths[at])) return binding
    return fromPaths(changed)
  }
  if ('record' in binding) {
    const fields = Object.entries(binding.record).flatMap(([name, field]) => {
      const mapped = mapPaths(field, change)
      return mapped === null ? [] : [[name, mapped] as const]
    })
    if (fields.length === 0) return null
    return sameValues(
      fields.map(([, field]) => field),
      Object.values(binding.record),
    )
      ? binding
      : { record: Object.fromEntries(fields) }
  }
  if ('list' in binding) {
    const items = binding.list.map((item) => mapPaths(item, change)).filter((item) => item !== null)
    if (items.length === 0) return null
    return sameValues(items, binding.list) ? binding : { list: items }
  }
  return binding
}

export type After = (string | string[])[]

/** The same for what a node waits for; undefined when it waits for nothing any more. */
export function mapAfter(after: After, change: (path: string) => string | null): After | undefined {
  const mapped: After = []
  for (const entry of after) {
    const paths = [entry]
      .flat()
      .map(change)
      .filter((path) => path !== null)
    if (typeof entry !== 'string' && paths.length > 0) mapped.push(paths)
    else mapped.push(...paths)
  }
  return mapped.length === 0 ? undefined : mapped
}

/** One path stands for itself, several are a merge. */
export function fromPaths(paths: readonly string[]): Binding | null {
  const [only] = paths
  if (only === undefined) return null
  return { from: paths.length === 1 ? only : paths }
}

function sameValues<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((value, at) => value === others[at])
}
