import type { Problem } from '../directive/problem.ts'
import type { PackageManifest } from './manifest.ts'

/** A manifest that is not one is left out, with a warning: the component is worth having without it. */
export interface ReadManifest {
  readonly manifest: PackageManifest | null
  readonly warnings: readonly Problem[]
}

/** Reads the content of the custom section `runnel:package`; `null` when the component has none. */
export function readManifest(section: Uint8Array | null): ReadManifest {
  throw new Error(`not written yet ${section}`)
}
