import type { TranspiledComponent } from '../../shared/host/types.ts'

/** Reads what admission wrote. `cacheDir/<sha256>` is `transpiledFolder(cacheDir, digest)`; a runner may read nothing else. */
export async function readTranspiled(folder: string): Promise<TranspiledComponent> {
  throw new Error(`not written yet: ${folder}`)
}

/** Absolute when `cacheDir` is. */
export function transpiledFolder(cacheDir: string, digest: string): string {
  throw new Error(`not written yet: ${cacheDir} ${digest}`)
}
