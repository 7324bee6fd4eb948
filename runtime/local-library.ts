import { join, resolve } from 'node:path'
import { openAdmission } from './admission/admit.ts'
import { admissionProgram } from './admission/child-program.ts'
import { openLibrary, type Library } from './library/library.ts'

export interface LocalLibraryOptions {
  readonly storeDir: string
  /** `nodes-library`. */
  readonly nodesDir: string
  /** Of what ships, transpiled by the build. */
  readonly prebuiltCacheDir: string
  readonly onAdmitting: (name: string) => void
}

export interface LocalLibrary {
  readonly library: Library
  /** The transpiled components, for runners to read. */
  readonly cacheDir: string
  close(): Promise<void>
}

/** The library of a store with the admission behind it. Rejects with `ProblemError`. */
export async function openLocalLibrary({
  storeDir,
  nodesDir,
  prebuiltCacheDir,
  onAdmitting,
}: LocalLibraryOptions): Promise<LocalLibrary> {
  const cacheDir = resolve(storeDir, 'cache')
  const admission = openAdmission({ cacheDir, child: admissionProgram() })
  try {
    const library = await openLibrary({
      dir: storeDir,
      builtInDir: join(nodesDir, 'packages'),
      prebuiltCacheDir,
      admission,
      nowMs: Date.now,
      onAdmitting,
    })
    return { library, cacheDir, close: () => admission.close() }
  } catch (error) {
    await admission.close()
    throw error
  }
}
