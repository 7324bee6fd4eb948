import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError, problem } from '../../shared/directive/problem.ts'
import type { Problem } from '../../shared/directive/problem.ts'
import type { TranspiledComponent } from '../../shared/host/types.ts'
import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import type { ComponentInfo } from '../../shared/wit/component.ts'
import { digestOf } from '../admission/admit.ts'
import type { Admission, Admitted } from '../admission/admit.ts'
import { copyTranspiled, readTranspiled, transpiledFolder } from '../admission/transpiled-files.ts'
import type { BuiltIn } from './built-in.ts'
import { readBuiltIn, readBuiltInBytes } from './built-in.ts'
import type { StoredEntry } from './files.ts'
import { openFolder, readEntries, removeEntry, wasmFile, writeEntry } from './files.ts'

/** The packages of this machine, by digest (`sha256:…`). Owns `dir/packages`; what admission made stands in its cache. */
export interface Library {
  /** Stored packages that cannot be used any more, and why. */
  readonly problems: readonly Problem[]
  /** Built-in ones first, then by name. */
  list(): readonly LibraryPackage[]
  /** Admits first; bytes that are there already change nothing. Rejects with `ProblemError`. */
  add(bytes: Uint8Array, fileName: string): Promise<Added>
  /** Undefined for what the library does not hold. */
  get(digest: string): Promise<{ readonly bytes: Uint8Array } | undefined>
  package(digest: string): LibraryPackage | undefined
  component(digest: string): ComponentInfo | undefined
  transpiled(digest: string): Promise<TranspiledComponent | undefined>
  /** Rejects with `ProblemError`: `unknown-package`, `built-in`, or `in-use` when `inUse` names applications that need it. */
  remove(digest: string, inUse: readonly string[]): Promise<void>
}

export interface Added {
  readonly package: LibraryPackage
  /** Such as a manifest that was left out. */
  readonly warnings: readonly Problem[]
}

export interface LibraryOptions {
  readonly dir: string
  /** `nodes-library/packages` with its `index.json`. */
  readonly builtInDir: string
  /** A cache that the build has filled with the built-in packages (`prebuildPackages`); copied into `admission.cacheDir`. */
  readonly prebuiltCacheDir?: string
  readonly admission: Admission
  readonly nowMs: () => number
  /** Told the name of each package that has to be admitted again, as after an update of the transpiler. */
  readonly onAdmitting: (name: string) => void
}

interface Held {
  readonly admitted: Admitted
  readonly shown: LibraryPackage
  readonly path: string
}

const MAX_NAME_LENGTH = 200

/** @throws ProblemError when `dir` cannot be written to or a built-in package is damaged. */
export async function openLibrary(options: LibraryOptions): Promise<Library> {
  const { admission, dir, nowMs } = options
  const folder = join(dir, 'packages')
  await openFolder(folder)
  await openFolder(admission.cacheDir)
  const held = new Map<string, Held>()

  const [builtIn, read] = await Promise.all([readBuiltIn(options.builtInDir), readEntries(folder)])
  const problems = [...read.problems]
  const stored = [...read.entries].filter(([digest]) => !builtIn.some((each) => each.digest === digest))

  async function holdBuiltIn(each: BuiltIn): Promise<void> {
    const admitted = await admitBuiltIn(each, options)
    held.set(each.digest, { admitted, path: each.path, shown: shownOf(admitted, { fileName: each.name, sizeBytes: each.sizeBytes, addedMs: 0 }, true) })
  }

  async function holdStored(digest: string, entry: StoredEntry): Promise<void> {
    const path = wasmFile(folder, digest)
    try {
      const admitted = (await admission.cached(digest)) ?? (await admitStored(path, digest, entry))
      held.set(digest, { admitted, path, shown: shownOf(admitted, entry, false) })
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      problems.push(...error.problems.map((each) => ({ ...each, message: `${entry.fileName}: ${each.message}` })))
    }
  }

  async function admitStored(path: string, digest: string, { fileName }: StoredEntry): Promise<Admitted> {
    options.onAdmitting(fileName)
    return admission.admit(await readWhole(path, digest))
  }

  await Promise.all([...builtIn.map(holdBuiltIn), ...stored.map(([digest, entry]) => holdStored(digest, entry))])

  return {
    problems,
    list: () => [...held.values()].map(({ shown }) => shown).sort(builtInFirst),
    async add(bytes, fileName) {
      const before = held.get(digestOf(bytes))
      if (before !== undefined) return { package: before.shown, warnings: before.admitted.warnings }
      const admitted = await admission.admit(bytes)
      const entry = { fileName: plainName(fileName), sizeBytes: bytes.length, addedMs: nowMs() }
      await writeEntry(folder, admitted.digest, bytes, entry)
      const shown = shownOf(admitted, entry, false)
      held.set(admitted.digest, { admitted, shown, path: wasmFile(folder, admitted.digest) })
      return { package: shown, warnings: admitted.warnings }
    },
    async get(digest) {
      const found = held.get(digest)
      return found && { bytes: await readWhole(found.path, digest) }
    },
    package: (digest) => held.get(digest)?.shown,
    component: (digest) => held.get(digest)?.admitted.info,
    async transpiled(digest) {
      const found = held.get(digest)
      return found && readTranspiled(found.admitted.folder)
    },
    async remove(digest, inUse) {
      const found = held.get(digest)
      if (found === undefined) throw refusedRemoval('unknown-package', `The library has no package ${digest}.`, 'Reload the list.')
      const { name, builtIn: ships } = found.shown
      if (ships) throw refusedRemoval('built-in', `${name} ships with Runnel.`, 'Leave it: it costs nothing.')
      if (inUse.length > 0) {
        throw refusedRemoval('in-use', `${name} is used by ${inUse.join(', ')}.`, 'Remove its nodes there, and the deployments that need it, first.')
      }
      held.delete(digest)
      await removeEntry(folder, digest)
      await rm(found.admitted.folder, { recursive: true, force: true })
    },
  }
}

async function admitBuiltIn(each: BuiltIn, { admission, prebuiltCacheDir, onAdmitting }: LibraryOptions): Promise<Admitted> {
  const cached = await admission.cached(each.digest)
  if (cached !== null) return cached
  if (prebuiltCacheDir !== undefined) {
    await copyTranspiled(transpiledFolder(prebuiltCacheDir, each.digest), transpiledFolder(admission.cacheDir, each.digest))
    const copied = await admission.cached(each.digest)
    if (copied !== null) return copied
  }
  onAdmitting(each.name)
  return admission.admit(await readBuiltInBytes(each))
}

function shownOf({ digest, manifest, component, report }: Admitted, entry: StoredEntry, builtIn: boolean): LibraryPackage {
  const name = manifest === null ? entry.fileName : `${manifest.name}@${manifest.version}`
  const { generatedBecause, durationMs, coresBytes, imports } = report
  const { sizeBytes, addedMs } = entry
  return {
    digest, name, manifest, component, sizeBytes, generatedBecause, admission: { durationMs, coresBytes, imports: imports.length }, builtIn, addedMs,
  }
}

function builtInFirst(one: LibraryPackage, other: LibraryPackage): number {
  return Number(other.builtIn) - Number(one.builtIn) || one.name.localeCompare(other.name) || one.digest.localeCompare(other.digest)
}

/** @throws ProblemError when the file is gone or is not what its name says. */
async function readWhole(path: string, digest: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch(() => null)
  if (bytes !== null && digestOf(bytes) === digest) return bytes
  const what = bytes === null ? 'is missing' : 'is damaged'
  throw new ProblemError([problem('damaged-package', {}, `The stored file ${path} ${what}.`, 'Add the package again.')])
}

/** A file's name as a person may see it: without folders and control characters. */
function plainName(fileName: string): string {
  const plain = (fileName.split(/[\\/]/).at(-1) ?? '').replace(/\p{Cc}/gu, '').trim()
  return plain === '' ? 'component.wasm' : plain.slice(0, MAX_NAME_LENGTH)
}

function refusedRemoval(code: string, message: string, mend: string): ProblemError {
  return new ProblemError([problem(code, {}, message, mend)])
}
