import type { PackageSource, ToolchainName } from './source.ts'

/** Builds the component's bytes, without the manifest section. */
export type Toolchain = (source: PackageSource) => Promise<Uint8Array>

export interface ToolchainEntry {
  readonly build: Toolchain
  /** Which compiler is installed, such as `assemblyscript 0.28.20`; null when none is. It is recorded in the index. */
  readonly compiler: () => Promise<string | null>
  readonly check: CheckRule
}

/**
 * How `--check` compares a new build with the committed one.
 * - `bytes`: they are equal.
 * - `bytes-by-same-compiler`: they are equal if the recorded compiler is the installed one; else nothing is built and that is said.
 * - `behaviour`: the new build passes the package's examples; its bytes differ at each build.
 */
export type CheckRule = 'bytes' | 'bytes-by-same-compiler' | 'behaviour'

/** Loaded when first needed: each toolchain brings megabytes of compiler along. */
export const TOOLCHAINS: Readonly<Partial<Record<ToolchainName, () => Promise<ToolchainEntry>>>> = {
  assemblyscript: async () => (await import('./assemblyscript.ts')).assemblyscript,
  c: async () => (await import('./c.ts')).c,
  qjs: async () => (await import('./qjs.ts')).qjs,
}

export async function toolchainOf(source: PackageSource): Promise<ToolchainEntry> {
  const load = TOOLCHAINS[source.authored.toolchain]
  if (!load) throw new Error(`${source.name}: there is no toolchain ${source.authored.toolchain}`)
  return load()
}
