import { createHash } from 'node:crypto'
import { reviveLinked } from '../../shared/binder/revive-plan.ts'
import { ProblemError } from '../../shared/directive/problem.ts'
import type { Problem } from '../../shared/directive/problem.ts'
import { generatedBecause } from '../../shared/host/generated-because.ts'
import type { PackageManifest } from '../../shared/package/manifest.ts'
import { readManifest } from '../../shared/package/read-manifest.ts'
import type { ComponentInfo } from '../../shared/wit/component.ts'
import type { FlatComponent } from '../../shared/wit/flat.ts'
import { reviveComponent } from '../../shared/wit/flat.ts'
import { decodeAnswer } from './answer.ts'
import type { ChildProgram } from './child-program.ts'
import { admissionProblem } from './problems.ts'
import { createQueue } from './queue.ts'
import { ADMISSION_LIMITS, runChild } from './run-child.ts'
import type { AdmissionLimits, ChildEnd, RunningChild } from './run-child.ts'
import type { AdmissionReport, TranspiledFiles, TranspiledSummary } from './transpiled-files.ts'
import { readSummary, transpiledFolder, writeTranspiled } from './transpiled-files.ts'
import { TRANSPILER } from './transpiler.ts'

export interface Admitted {
  readonly digest: string
  readonly info: ComponentInfo
  /** The same as `info`, as JSON. */
  readonly component: FlatComponent
  readonly manifest: PackageManifest | null
  /** What is odd about it and no reason to refuse it, such as an invalid manifest. */
  readonly warnings: readonly Problem[]
  /** The cache folder with `module.js` and the core modules; `readTranspiled` (transpiled-files.ts) reads it. */
  readonly folder: string
  readonly cores: readonly string[]
  readonly report: AdmissionReport
}

export interface Admission {
  readonly cacheDir: string
  /** Rejects with `ProblemError` for what is wrong with the bytes. What was admitted before comes from the cache. */
  admit(bytes: Uint8Array): Promise<Admitted>
  /** What is in the cache, null when it is not. */
  cached(digest: string): Promise<Admitted | null>
  /** Ends children that are under way, and waits for them. */
  close(): Promise<void>
}

export interface AdmissionOptions {
  /** Where admitted components are kept, by digest and tool version. */
  readonly cacheDir: string
  readonly child: ChildProgram
  readonly limits?: Partial<AdmissionLimits>
}

/** Children at a time. One for each of two cores; more would only run into each other's time limits. */
const CONCURRENCY = 2

export function openAdmission({ cacheDir, child, limits }: AdmissionOptions): Admission {
  const allLimits = { ...ADMISSION_LIMITS, ...limits }
  const queue = createQueue(CONCURRENCY)
  const running = new Set<RunningChild>()
  const underWay = new Map<string, Promise<Admitted>>()
  let closed = false

  async function cached(digest: string): Promise<Admitted | null> {
    const folder = transpiledFolder(cacheDir, digest)
    const summary = await readSummary(folder)
    return summary?.digest === digest ? admittedOf(summary, folder) : null
  }

  async function examine(bytes: Uint8Array): Promise<ChildEnd> {
    if (closed) return { kind: 'closed' }
    const started = runChild(child, allLimits, bytes)
    running.add(started)
    const end = await started.end
    running.delete(started)
    return end
  }

  async function admitNew(bytes: Uint8Array, digest: string): Promise<Admitted> {
    const found = await cached(digest)
    if (found !== null) return found
    const { end, durationMs } = await queue(async () => {
      const startedMs = performance.now()
      return { end: await examine(bytes), durationMs: performance.now() - startedMs }
    })
    const files = filesOf(end, allLimits, { digest, sizeBytes: bytes.length, durationMs })
    const folder = transpiledFolder(cacheDir, digest)
    await writeTranspiled(folder, files)
    return admittedOf({ ...files, cores: [...files.cores.keys()] }, folder)
  }

  return {
    cacheDir,
    cached,
    async admit(bytes) {
      const digest = digestOf(bytes)
      const already = underWay.get(digest)
      if (already !== undefined) return already
      const admitted = admitNew(bytes, digest).finally(() => underWay.delete(digest))
      underWay.set(digest, admitted)
      return admitted
    },
    async close() {
      closed = true
      for (const each of running) each.kill()
      await Promise.allSettled(underWay.values())
    },
  }
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

interface Known {
  readonly digest: string
  readonly sizeBytes: number
  readonly durationMs: number
}

function filesOf(end: ChildEnd, limits: AdmissionLimits, { digest, sizeBytes, durationMs }: Known): TranspiledFiles {
  if (end.kind !== 'answered') throw new ProblemError([admissionProblem(end, limits)])
  const decoded = decodeAnswer(end.output, limits.descriptionBytes)
  const broken = new ProblemError([admissionProblem({ kind: 'crashed', how: 'what it answered is incomplete' }, limits)])
  if (decoded === null) throw broken
  if (decoded === 'too-much') throw new ProblemError([admissionProblem({ kind: 'too-much-to-say' }, limits)])
  const { answer } = decoded
  if (answer.kind === 'refused') throw new ProblemError([admissionProblem(answer, limits)])
  if (answer.sourceBytes > limits.outputBytes) throw new ProblemError([admissionProblem({ kind: 'too-big' }, limits)])

  let at = 0
  const next = (size: number): Uint8Array => decoded.parts.subarray(at, (at += size))
  const source = next(answer.sourceBytes)
  const manifest = answer.manifestBytes === null ? null : next(answer.manifestBytes)
  const cores = new Map(answer.cores.map(({ name, sizeBytes }) => [name, next(sizeBytes)]))
  if (at !== decoded.parts.length) throw broken

  const { imports, functions } = reviveComponent(answer.component)
  const binding = reviveLinked(answer.binding)
  const report: AdmissionReport = {
    tool: TRANSPILER,
    sizeBytes,
    sourceBytes: source.length,
    coresBytes: answer.cores.reduce((sum, core) => sum + core.sizeBytes, 0),
    imports: imports.map(({ name }) => name),
    generatedBecause: generatedBecause(binding, functions),
    durationMs: Math.round(durationMs),
  }
  return { digest, component: answer.component as FlatComponent, binding, manifest, source, cores, report }
}

function admittedOf({ digest, component, manifest, cores, report }: TranspiledSummary, folder: string): Admitted {
  return { digest, info: reviveComponent(component), component, ...readManifest(manifest), folder, cores, report }
}
