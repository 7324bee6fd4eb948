import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { IS_BUILT, ROOT, entryUrl } from '../entry.ts'

/** How the admission child is started: from TypeScript in dev and tests, from the bundled file in production. */
export interface ChildProgram {
  readonly execPath: string
  readonly entry: string
  /** Files and folders (ending in `/*`) that the child may read: its own code and that of its dependencies. */
  readonly readable: readonly string[]
}

export function admissionProgram(): ChildProgram {
  const entry = fileURLToPath(entryUrl('admission'))
  const code = IS_BUILT ? [join(entry, '..', '*')] : [join(ROOT, 'runtime', '*'), join(ROOT, 'shared', '*')]
  const dependencies = [join(ROOT, 'package.json'), join(ROOT, 'node_modules', '*')]
  return { execPath: process.execPath, entry, readable: [...code, ...dependencies] }
}
