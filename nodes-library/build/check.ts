import { examplesOf, failureOf } from './examples.ts'
import { jcoCaller } from './jco-caller.ts'
import { packageManifest, withManifest } from './manifest.ts'
import { digestOf, readIndex, readPackage } from './package-index.ts'
import type { IndexEntry } from './package-index.ts'
import type { PackageSource } from './source.ts'
import { toolchainOf } from './toolchain.ts'
import type { ToolchainEntry } from './toolchain.ts'

export interface Verdict {
  readonly kind: 'same' | 'differs' | 'skipped'
  readonly message: string
}

/** Builds a package anew and compares it with the committed one by its toolchain's rule; writes nothing. */
export async function checkPackage(source: PackageSource): Promise<Verdict> {
  const entry = (await readIndex()).find(({ name }) => name === source.authored.name)
  if (!entry) return { kind: 'differs', message: 'it is not in packages/index.json: build it and commit' }
  const committed = await readPackage(entry.file)
  if (digestOf(committed) !== entry.digest) {
    return { kind: 'differs', message: `packages/${entry.file} does not have the digest that packages/index.json records` }
  }
  return compare(source, entry, committed, await toolchainOf(source))
}

async function compare(source: PackageSource, entry: IndexEntry, committed: Uint8Array, toolchain: ToolchainEntry): Promise<Verdict> {
  const compiler = await toolchain.compiler()
  if (toolchain.check === 'bytes-by-same-compiler' && compiler !== entry.compiler) {
    return { kind: 'skipped', message: `it was built by ${entry.compiler}, and ${compiler ?? 'no such compiler'} is installed` }
  }
  const built = withManifest(await toolchain.build(source), packageManifest(source))
  if (toolchain.check === 'behaviour') return behaves(source, built)
  return digestOf(built) === entry.digest
    ? { kind: 'same', message: `byte for byte (${entry.digest})` }
    : { kind: 'differs', message: `${built.length} bytes ${digestOf(built)} were built, ${committed.length} bytes ${entry.digest} are committed` }
}

async function behaves(source: PackageSource, built: Uint8Array): Promise<Verdict> {
  const cases = examplesOf(packageManifest(source))
  const call = await jcoCaller(built)
  for (const example of cases) {
    const failure = failureOf(example, await call(example.path, example.in))
    if (failure !== null) return { kind: 'differs', message: failure }
  }
  return { kind: 'same', message: `by ${cases.length} examples` }
}
