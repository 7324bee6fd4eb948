// Records whose order a person sees in the saved directive.

type Entries<T> = Readonly<Record<string, T>>

/** With `key` set. A new key goes to position `index`, or to the end; a key that is there stays where it is. */
export function withEntry<T>(
  record: Entries<T> | undefined,
  key: string,
  value: T,
  index: number | null,
): Record<string, T> {
  if (record === undefined) return { [key]: value }
  if (Object.hasOwn(record, key) || index === null) return { ...record, [key]: value }
  const entries = Object.entries(record)
  entries.splice(index, 0, [key, value])
  return Object.fromEntries(entries)
}

/** Without `key`; undefined when nothing is left, because an empty record is not written. */
export function withoutEntry<T>(record: Entries<T>, key: string): Record<string, T> | undefined {
  const entries = Object.entries(record).filter(([name]) => name !== key)
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

export function indexOfKey(record: object, key: string): number {
  return Object.keys(record).indexOf(key)
}

/** `part` set, or taken away when undefined: a directive holds no members without a value. */
export function withPart<T extends object, K extends keyof T>(whole: T, part: K, value: T[K] | undefined): T {
  if (value !== undefined) return { ...whole, [part]: value }
  const { [part]: _, ...rest } = whole
  return rest as T
}
