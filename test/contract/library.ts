import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openAdmission } from '../../runtime/admission/admit.ts'
import { admissionProgram } from '../../runtime/admission/child-program.ts'
import { openLibrary, type Library } from '../../runtime/library/library.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export interface TestLibrary {
  readonly library: Library
  readonly cacheDir: string
  close(): Promise<void>
}

/** The real library in a folder of its own, with the packages that ship; what a build has prepared is taken over. */
export async function openTestLibrary(): Promise<TestLibrary> {
  const dir = await mkdtemp(join(tmpdir(), 'runnel-library-'))
  const cacheDir = join(dir, 'cache')
  const admission = openAdmission({ cacheDir, child: admissionProgram() })
  const library = await openLibrary({
    dir, admission, onAdmitting() {}, nowMs: Date.now,
    builtInDir: join(ROOT, 'nodes-library/packages'),
    prebuiltCacheDir: join(ROOT, 'dist/cache'),
  })
  return {
    library,
    cacheDir,
    async close() {
      await admission.close()
      await rm(dir, { recursive: true })
    },
  }
}
