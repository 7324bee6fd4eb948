import type { TranspiledComponent } from '../../shared/host/types.ts'
import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import type { ComponentInfo } from '../../shared/wit/component.ts'
import type { Admission } from '../admission/admit.ts'

/** The packages of this machine, by digest (`sha256:…`). Owns `dir/packages` and the admission cache. */
export interface Library {
  /** Built-in ones first, then by name. */
  list(): readonly LibraryPackage[]
  /** Admits first; bytes that are there already change nothing. Rejects with `ProblemError`. */
  add(bytes: Uint8Array, fileName: string): Promise<LibraryPackage>
  get(digest: string): Promise<{ readonly bytes: Uint8Array } | undefined>
  package(digest: string): LibraryPackage | undefined
  component(digest: string): ComponentInfo | undefined
  transpiled(digest: string): Promise<TranspiledComponent | undefined>
  /** The folder with `module.js` and the core modules, for a runner's read permission. */
  transpiledFolder(digest: string): string | undefined
  /** Rejects with `ProblemError` for a built-in package or one that `inUse` (applications' names) need. */
  remove(digest: string, inUse: readonly string[]): Promise<void>
}

export interface LibraryOptions {
  readonly dir: string
  /** `nodes-library/packages` with its `index.json`. */
  readonly builtInDir: string
  readonly admission: Admission
  readonly now: () => number
  readonly onProgress?: (progress: { readonly done: number; readonly total: number; readonly name: string }) => void
}

export async function openLibrary(options: LibraryOptions): Promise<Library> {
  throw new Error(`not written yet: ${options.dir}`)
}
