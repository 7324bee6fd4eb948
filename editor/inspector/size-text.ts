const UNITS: readonly (readonly [unit: string, bytes: number])[] = [['GiB', 1024 ** 3], ['MiB', 1024 ** 2], ['KiB', 1024]]

/** `64 MiB` for 67108864: in the largest unit that needs no fraction. */
export function printSize(bytes: number): string {
  const [unit, size] = UNITS.find(([, each]) => bytes >= each && bytes % each === 0) ?? ['bytes', 1]
  return `${bytes / size} ${unit}`
}

/** `64 MiB`, `1.5 mib`, `512 kb`, `1000`; null for what is no size of whole bytes. Units are powers of 1,024. */
export function readSize(text: string): number | null {
  const [, number, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*(?:(k|m|g)i?b?|b|bytes?)?\s*$/i.exec(text) ?? []
  if (number === undefined) return null
  const size = UNITS.find(([name]) => name.startsWith(unit.toUpperCase()) && unit !== '')?.[1] ?? 1
  const bytes = Number(number) * size
  return Number.isInteger(bytes) ? bytes : null
}

/** Why a text is no size in a range; null when it is one. */
export function sizeFlaw(text: string, { min, max }: { readonly min: number; readonly max: number }): string | null {
  const bytes = readSize(text)
  if (bytes === null) return 'Type a size, such as 64 MiB.'
  return bytes < min || bytes > max ? `It goes from ${printSize(min)} to ${printSize(max)}.` : null
}
