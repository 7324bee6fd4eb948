import { walkExpression } from '../admission/code-walk.ts'
import { inMib } from '../directive/limits.ts'
import type { Reader } from '../wit/decode/reader.ts'
import { readByte, readU32 } from '../wit/decode/reader.ts'
import { concatBytes, leb, MODULE_HEADER_BYTES, moduleSections, sectionBytes } from './module-sections.ts'
import { Refusal } from './refusal.ts'

/** One core module, and how often an instance of its component instantiates it. */
export interface CappedModule {
  readonly name: string
  readonly bytes: Uint8Array
  readonly times: number
}

const PAGE_BYTES = 65_536
/** How many entries all tables of an instance may grow by together. */
const TABLE_GROWTH = 100_000
const TABLE_SECTION = 4
const MEMORY_SECTION = 5
const HAS_MAXIMUM = 1

interface Bounds {
  /** Where the limits stand, and what stands before them in the entry. */
  readonly at: number
  readonly end: number
  readonly flags: number
  readonly min: number
  readonly max: number | null
  /** Behind the limits: a table's first value. */
  readonly restEnd: number
}

interface Defined {
  readonly section: number
  readonly entries: readonly Bounds[]
}

/**
 * The modules with maxima written into their memories and tables, so that all memories of one instance of the component
 * together take no more than `memoryBytes`: each gets its beginning and an equal part of what is left.
 *
 * @throws Refusal of kind `limit` when they begin with more.
 */
export function capModules(modules: readonly CappedModule[], memoryBytes: number): ReadonlyMap<string, Uint8Array> {
  const defined = modules.map((module) => ({ ...module, memories: entriesOf(module.bytes, MEMORY_SECTION), tables: entriesOf(module.bytes, TABLE_SECTION) }))
  let beginning = 0
  let memories = 0
  let tables = 0
  for (const each of defined) {
    for (const { min } of each.memories.entries) beginning += min * each.times
    memories += each.memories.entries.length * each.times
    tables += each.tables.entries.length * each.times
  }
  const pages = Math.floor(memoryBytes / PAGE_BYTES)
  if (beginning > pages) {
    throw new Refusal(
      'limit',
      `The component's memory begins with ${inMib(beginning * PAGE_BYTES)}, and limits.memoryBytes allows ${inMib(memoryBytes)}`,
    )
  }
  const pagesMore = memories === 0 ? 0 : Math.floor((pages - beginning) / memories)
  const entriesMore = tables === 0 ? 0 : Math.floor(TABLE_GROWTH / tables)
  return new Map(defined.map((each) => [
    each.name,
    withMaxima(each.bytes, new Map([
      [MEMORY_SECTION, maxima(each.bytes, each.memories, pagesMore)],
      [TABLE_SECTION, maxima(each.bytes, each.tables, entriesMore)],
    ])),
  ]))
}

function entriesOf(module: Uint8Array, section: number): Defined {
  const found = moduleSections(module).find(({ id }) => id === section)
  if (found === undefined) return { section, entries: [] }
  const reader = { ...found.content }
  const entries: Bounds[] = []
  for (let count = readU32(reader); count > 0; count -= 1) entries.push(section === TABLE_SECTION ? readTable(reader) : readBounds(reader))
  return { section, entries }
}

function readTable(reader: Reader): Bounds {
  const hasValue = reader.bytes[reader.at] === 0x40
  if (hasValue) reader.at += 2
  const code = readByte(reader)
  if (code === 0x63 || code === 0x64) readNumber(reader)
  const bounds = readBounds(reader)
  if (!hasValue) return bounds
  reader.at = walkExpression(reader.bytes, reader.at, reader.end)
  return { ...bounds, restEnd: reader.at }
}

/** `limits`: bit 0 says that there is a maximum. A page size of its own (bit 3) no engine takes yet. */
function readBounds(reader: Reader): Bounds {
  const { at } = reader
  const flags = readByte(reader)
  const min = readNumber(reader)
  const max = (flags & HAS_MAXIMUM) === 0 ? null : readNumber(reader)
  return { at, end: reader.at, flags, min, max, restEnd: reader.at }
}

/** Of up to 64 bits; what is beyond 2^53 is more than anything allowed. */
function readNumber(reader: Reader): number {
  let value = 0
  for (let scale = 1; ; scale *= 128) {
    const byte = readByte(reader)
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return value
  }
}

function maxima(module: Uint8Array, { section, entries }: Defined, more: number): Uint8Array | null {
  if (entries.length === 0) return null
  const parts: Uint8Array[] = [leb(entries.length)]
  let from = contentStart(module, section)
  for (const { at, end, flags, min, max, restEnd } of entries) {
    const allowed = Math.min(max ?? Infinity, min + more)
    parts.push(module.subarray(from, at), Uint8Array.of(flags | HAS_MAXIMUM), leb(min), leb(allowed), module.subarray(end, restEnd))
    from = restEnd
  }
  return concatBytes(parts)
}

/** Behind the count of entries. */
function contentStart(module: Uint8Array, section: number): number {
  const reader = { ...(moduleSections(module).find(({ id }) => id === section) as { content: Reader }).content }
  readU32(reader)
  return reader.at
}

function withMaxima(module: Uint8Array, contents: ReadonlyMap<number, Uint8Array | null>): Uint8Array {
  if ([...contents.values()].every((content) => content === null)) return module
  return concatBytes([
    module.subarray(0, MODULE_HEADER_BYTES),
    ...moduleSections(module).map(({ id, content }) => sectionBytes(id, [contents.get(id) ?? content.bytes.subarray(content.at, content.end)])),
  ])
}
