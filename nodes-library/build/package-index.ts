import { createHash } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LIBRARY } from './source.ts'
import type { PackageSource, ToolchainName } from './source.ts'

export const PACKAGES = join(LIBRARY, 'packages')
const INDEX = join(PACKAGES, 'index.json')

/** One built package, in `packages/index.json`. */
export interface IndexEntry {
  /** `runnel:text` */
  readonly name: string
  readonly version: string
  /** Beside the index: `text.wasm`. */
  readonly file: string
  /** `sha256:` and 64 hex digits, of the file. */
  readonly digest: string
  /** In bytes. */
  readonly size: number
  readonly toolchain: ToolchainName
  /** What built it: `assemblyscript 0.28.20`. */
  readonly compiler: string
}

export async function readIndex(): Promise<readonly IndexEntry[]> {
  return (JSON.parse(await readFile(INDEX, 'utf8')) as { readonly packages: readonly IndexEntry[] }).packages
}

export const readPackage = (file: string): Promise<Uint8Array> => readFile(join(PACKAGES, file))

export function indexEntry(source: PackageSource, bytes: Uint8Array, compiler: string): IndexEntry {
  const { name, version, toolchain } = source.authored
  return { name, version, file: `${source.name}.wasm`, digest: digestOf(bytes), size: bytes.length, toolchain, compiler }
}

export const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** Writes one package and its line of the index; the other lines stay as they are on disk. */
export async function writePackage(entry: IndexEntry, bytes: Uint8Array): Promise<void> {
  await mkdir(PACKAGES, { recursive: true })
  await writeFile(join(PACKAGES, entry.file), bytes)
  const others = (await readIndex().catch(whenMissing)).filter(({ name }) => name !== entry.name)
  const packages = [...others, entry].sort((a, b) => (a.name < b.name ? -1 : 1))
  await writeFile(INDEX, `${JSON.stringify({ packages }, null, 2)}\n`)
}

function whenMissing(error: NodeJS.ErrnoException): readonly IndexEntry[] {
  if (error.code !== 'ENOENT') throw error
  return []
}
