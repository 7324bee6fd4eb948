import { randomUUID } from 'node:crypto'
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { ProblemError, problem } from '../../shared/directive/problem.ts'

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
    throw notWritable(folder, error)
  }
}

export async function readEntries(folder: string): Promise<ReadonlyMap<string, StoredEntry>> {
  const entries = new Map<string, StoredEntry>()
  for (const file of await readdir(folder)) {
    const sha256 = RECORD.exec(file)?.[1]
    if (sha256 === undefined) continue
    const entry = EntrySchema.safeParse(JSON.parse(await readFile(join(folder, file), 'utf8')))
    if (entry.success) entries.set(`sha256:${sha256}`, entry.data)
  }
  return entries
}

/** @throws ProblemError when the folder cannot be written to any more. */
export async function writeEntry(folder: string, digest: string, bytes: Uint8Array, entry: StoredEntry): Promise<void> {
  try {
    await writeWhole(wasmFile(folder, digest), bytes)
    await writeWhole(recordFile(folder, digest), JSON.stringify(entry))
  } catch (error) {
    throw notWritable(folder, error)
  }
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

async function writeWhole(file: string, content: Uint8Array | string): Promise<void> {
  const unfinished = `${file}.${randomUUID()}`
  try {
    await writeFile(unfinished, content)
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
}

function notWritable(folder: string, error: unknown): ProblemError {
  const message = `The store cannot be written to: ${folder} (${(error as NodeJS.ErrnoException).code ?? String(error)}).`
  return new ProblemError([problem('store-not-writable', {}, message, 'Make the folder writable, or choose another with --store.')])
}
