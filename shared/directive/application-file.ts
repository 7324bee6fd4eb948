import { unzipSync, zipSync, type UnzipFileInfo } from 'fflate'
import { digestOfBytes } from './canonical.ts'
import { problem, type Problem } from './problem.ts'
import { readDirective } from './read.ts'
import type { Directive } from './schema.ts'
import { writeDirective } from './write.ts'

/** An application with all it needs to run: what a `.runnel` file holds. Keys are `sha256:…`. */
export interface Application {
  readonly directive: Directive
  readonly packages: ReadonlyMap<string, Uint8Array>
  /** The files of the directive's samples. */
  readonly samples: ReadonlyMap<string, Uint8Array>
}

export type Unpacked = { readonly application: Application } | { readonly problems: readonly Problem[] }

export interface ApplicationLimits {
  readonly maxFileBytes: number
  /** Of one entry, unpacked. */
  readonly maxEntryBytes: number
  /** Of all entries together, unpacked. */
  readonly maxTotalBytes: number
  readonly maxEntries: number
}

const MIB = 1024 * 1024
export const APPLICATION_LIMITS: ApplicationLimits = {
  maxFileBytes: 256 * MIB, maxEntryBytes: 128 * MIB, maxTotalBytes: 512 * MIB, maxEntries: 2_000,
}

const DIRECTIVE_FILE = 'directive.json'

/** The bytes of an application file. Equal applications give equal bytes. */
export function packApplication({ directive, packages, samples }: Application): Uint8Array<ArrayBuffer> {
  const entries: [string, Uint8Array][] = [
    [DIRECTIVE_FILE, new TextEncoder().encode(writeDirective(directive))],
    ...Array.from(packages, ([digest, bytes]): [string, Uint8Array] => [`packages/${hexOf(digest)}.wasm`, bytes]),
    ...Array.from(samples, ([digest, bytes]): [string, Uint8Array] => [`samples/${hexOf(digest)}`, bytes]),
  ]
  entries.sort(([a], [b]) => (a < b ? -1 : 1))
  // Zip stores local time without a zone, so a local date gives the same bytes everywhere. Noon: no clock change
  // leaves it out.
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: new Date(1980, 0, 1, 12), os: 0 })
}

/**
 * Reads an application file. Nothing is unpacked before its size has been checked, and every part is checked against
 * its digest.
 */
export async function unpackApplication(
  bytes: Uint8Array, limits: ApplicationLimits = APPLICATION_LIMITS,
): Promise<Unpacked> {
  if (bytes.byteLength > limits.maxFileBytes) {
    return refuse(
      'limit', `The file has ${bytes.byteLength} bytes.`, `An application file has at most ${limits.maxFileBytes}.`,
    )
  }
  const unzipped = unzip(bytes, limits)
  if ('problems' in unzipped) return unzipped
  const text = unzipped.entries.get(DIRECTIVE_FILE)
  if (text === undefined) {
    return refuse('bad-application-file', `The file holds no ${DIRECTIVE_FILE}.`, 'Export the application again.')
  }
  const problems: Problem[] = []
  const packages = new Map<string, Uint8Array>()
  const samples = new Map<string, Uint8Array>()
  for (const [name, content] of unzipped.entries) {
    const digest = digestIn(name)
    if (digest === null) continue
    const found = await digestOfBytes(content)
    if (found === digest) (name.startsWith('packages/') ? packages : samples).set(digest, content)
    else problems.push(problem(
      'digest-mismatch',
      {},
      `The content of ${name} has the digest ${found}.`,
      'The file is damaged: export the application again.',
    ))
  }
  const read = readDirective(decodeUtf8(text), DIRECTIVE_FILE)
  if ('problems' in read) problems.push(...read.problems)
  if ('problems' in read || problems.length > 0) return { problems }
  return { application: { directive: read.directive, packages, samples } }
}

type Unzipped = { readonly entries: ReadonlyMap<string, Uint8Array> } | { readonly problems: readonly Problem[] }

function unzip(bytes: Uint8Array, limits: ApplicationLimits): Unzipped {
  const check = entryCheck(limits)
  try {
    const entries = unzipSync(bytes, { filter: check.accept })
    return check.problems.length > 0 ? { problems: check.problems } : { entries: new Map(Object.entries(entries)) }
  } catch {
    if (check.problems.length > 0) return { problems: check.problems }
    return refuse(
      'bad-application-file',
      'The file is not an application file, or it is damaged.',
      'Choose a .runnel file that Runnel exported.',
    )
  }
}

interface EntryCheck {
  readonly accept: (entry: UnzipFileInfo) => boolean
  readonly problems: readonly Problem[]
}

/** Decides from the zip's directory, before anything is unpacked. Once something is wrong, nothing more is. */
function entryCheck(limits: ApplicationLimits): EntryCheck {
  const problems: Problem[] = []
  const seen = new Set<string>()
  let total = 0
  return {
    problems,
    accept({ name, originalSize }) {
      if (problems.length > 0 || name === 'packages/' || name === 'samples/') return false
      total += originalSize
      const found = flawOf(name, originalSize)
      if (found !== null) problems.push(found)
      seen.add(name)
      return found === null
    },
  }

  function flawOf(name: string, size: number): Problem | null {
    if (name !== DIRECTIVE_FILE && digestIn(name) === null) {
      const flaw = isOutside(name) ? 'points out of the file' : 'is not part of an application file'
      return problem(
        'bad-application-file',
        {},
        `The entry ${shown(name)} ${flaw}.`,
        'It holds directive.json, packages/<sha256>.wasm and samples/<sha256>, and nothing else.',
      )
    }
    if (seen.has(name)) {
      return problem('bad-application-file', {}, `The entry ${name} stands twice.`, 'Export the application again.')
    }
    if (seen.size >= limits.maxEntries) {
      return problem(
        'limit',
        {},
        `The file has more than ${limits.maxEntries} entries.`,
        'Take out what the application does not use.',
      )
    }
    if (size > limits.maxEntryBytes) {
      const message = `The entry ${name} would unpack to ${size} bytes.`
      return problem('limit', {}, message, `An entry has at most ${limits.maxEntryBytes}.`)
    }
    if (total > limits.maxTotalBytes) {
      return problem(
        'limit',
        {},
        `The file would unpack to more than ${limits.maxTotalBytes} bytes.`,
        'Take out what the application does not use.',
      )
    }
    return null
  }
}

/** The digest that an entry's name promises. */
function digestIn(name: string): string | null {
  const hex = /^(?:packages\/([0-9a-f]{64})\.wasm|samples\/([0-9a-f]{64}))$/.exec(name)
  return hex === null ? null : `sha256:${hex[1] ?? hex[2]}`
}

function isOutside(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(name)
}

function shown(name: string): string {
  return JSON.stringify(name.length <= 80 ? name : `${name.slice(0, 79)}…`)
}

function hexOf(digest: string): string {
  return digest.slice('sha256:'.length)
}

function decodeUtf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

function refuse(code: string, message: string, mend: string): { readonly problems: readonly Problem[] } {
  return { problems: [problem(code, {}, message, mend)] }
}
