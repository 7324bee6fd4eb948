import { randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { problem, type Problem } from '../../shared/directive/problem.ts'
import { faultError, faultOf } from '../store/fault.ts'
import { writeWhole } from '../store/write-whole.ts'

// `packages/<sha256>.wasm` and beside each `<sha256>.json`. The bytes come first: what has no JSON is not there.

const EntrySchema = z.strictObject({ fileName: z.string(), sizeBytes: z.int(), addedMs: z.number() })
/** What is kept of a package beside its bytes. */
export type StoredEntry = z.infer<typeof EntrySchema>

const RECORD = /^([0-9a-f]{64})\.json$/

/** @throws ProblemError when the folder cannot be made or written to. */
export async function openFolder(folder: string): Promise<void> {
  const probe = join(folder, `.probe-${randomUUID()}`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    throw faultError(folder, faultOf(error))
  }
}

export interface Entries {
  /** By digest. */
  readonly entries: ReadonlyMap<string, StoredEntry>
  /** Of records that cannot be read. */
  readonly problems: readonly Problem[]
}

export async function readEntries(folder: string): Promise<Entries> {
  const entries = new Map<string, StoredEntry>()
  const problems: Problem[] = []
  for (const file of await readdir(folder)) {
    const sha256 = RECORD.exec(file)?.[1]
    if (sha256 === undefined) continue
    const entry = EntrySchema.safeParse(parsed(await readFile(join(folder, file), 'utf8')))
    if (entry.success) entries.set(`sha256:${sha256}`, entry.data)
    else problems.push(damaged(join(folder, file)))
  }
  return { entries, problems }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function damaged(file: string): Problem {
  return problem('damaged-package', {}, `The stored file ${file} is damaged.`, 'Add the package again.')
}

/** @throws ProblemError when the disk is full or fails. */
export async function writeEntry(folder: string, digest: string, bytes: Uint8Array, entry: StoredEntry): Promise<void> {
  await writeWhole(wasmFile(folder, digest), bytes)
  await writeWhole(recordFile(folder, digest), JSON.stringify(entry))
}

export async function removeEntry(folder: string, digest: string): Promise<void> {
  await rm(recordFile(folder, digest), { force: true })
  await rm(wasmFile(folder, digest), { force: true })
}

export function wasmFile(folder: string, digest: string): string {
  return join(folder, `${digest.replace(/^sha256:/, '')}.wasm`)
}

function recordFile(folder: string, digest: string): string {
  return join(folder, `${digest.replace(/^sha256:/, '')}.json`)
}
