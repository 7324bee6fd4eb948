import type { Problem } from '../../shared/directive/problem.ts'
import type { PackageManifest } from '../../shared/package/manifest.ts'
import type { ComponentInfo } from '../../shared/wit/component.ts'

/** How the admission child is started: from TypeScript in dev and tests, from the bundled file in production. */
export interface ChildProgram {
  readonly execPath: string
  readonly execArgs: readonly string[]
  readonly entry: string
  /** What the child may read: its own code and that of its dependencies. */
  readonly readable: readonly string[]
}

export interface AdmissionLimits {
  readonly timeMs: number
  readonly memoryBytes: number
  readonly outputBytes: number
}

export interface Admitted {
  readonly digest: string
  readonly info: ComponentInfo
  readonly manifest: PackageManifest | null
  /** What is odd about it and no reason to refuse it, such as an invalid manifest. */
  readonly warnings: readonly Problem[]
  /** The cache folder with `module.js` and the core modules; read it with `readTranspiled` (transpiled-files.ts). */
  readonly folder: string
  readonly report: AdmissionReport
}

export interface AdmissionReport {
  readonly tool: string
  readonly sizeBytes: number
  readonly sourceBytes: number
  readonly coresBytes: number
  readonly durationMs: number
}

export interface Admission {
  /** Rejects with `ProblemError` for what is wrong with the bytes. What was admitted before comes from the cache. */
  admit(bytes: Uint8Array): Promise<Admitted>
  /** Stops children that are under way. */
  close(): void
}

export interface AdmissionOptions {
  readonly cacheDir: string
  readonly child: ChildProgram
  readonly limits?: Partial<AdmissionLimits>
}

export function openAdmission(options: AdmissionOptions): Admission {
  throw new Error(`not written yet: ${options.cacheDir}`)
}
