import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Application } from '../../shared/directive/application-file.ts'
import type { Library } from '../library/library.ts'

/** Puts into the library what an application needs: from its own file, else from the packages of the default store. */
export async function bringPackages(
  { directive, packages }: Application,
  library: Library,
  defaultStoreDir: string,
): Promise<void> {
  for (const { digest, package: name } of Object.values(directive.packages)) {
    if (library.package(digest) !== undefined) continue
    const bytes = packages.get(digest) ?? (await storedPackage(defaultStoreDir, digest))
    // What is nowhere is the resolver's to report, with its place.
    if (bytes !== null) await library.add(bytes, name)
  }
}

async function storedPackage(storeDir: string, digest: string): Promise<Uint8Array | null> {
  return readFile(join(storeDir, 'packages', `${digest.slice('sha256:'.length)}.wasm`)).catch(() => null)
}
