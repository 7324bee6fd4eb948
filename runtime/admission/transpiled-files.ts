import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { Linked } from '../../shared/binder/plan.ts'
import { reviveLinked } from '../../shared/binder/revive-plan.ts'
import type { TranspiledComponent } from '../../shared/host/types.ts'
import type { FlatComponent } from '../../shared/wit/flat.ts'
import { reviveComponent } from '../../shared/wit/flat.ts'
import { faultError, faultOf } from '../store/fault.ts'
import { TRANSPILER } from './transpiler.ts'

// The cache: one folder for each digest and version of the tool, written whole or not at all.

const INFO = 'info.json'
const SOURCE = 'module.js'
const REPORT = 'report.json'

const ReportSchema = z.strictObject({
  tool: z.string(),
  sizeBytes: z.int(),
  sourceBytes: z.int(),
  coresBytes: z.int(),
  imports: z.array(z.string()),
  /** Why the binder does not make its calls, null when it does. Completes "the component has …". */
  generatedBecause: z.string().nullable(),
  durationMs: z.number(),
})
/** What admission cost and gave, for people. */
export type AdmissionReport = z.infer<typeof ReportSchema>

const InfoSchema = z.strictObject({
  digest: z.string(),
  component: z.unknown(),
  binding: z.unknown(),
  /** The content of the section `runnel:package` in base64. */
  manifest: z.string().nullable(),
  cores: z.array(z.string().regex(/^component\.core\d*\.wasm$/)),
})

export interface TranspiledFiles {
  readonly digest: string
  readonly component: FlatComponent
  readonly binding: Linked
  readonly manifest: Uint8Array | null
  readonly source: Uint8Array
  readonly cores: ReadonlyMap<string, Uint8Array>
  readonly report: AdmissionReport
}

/** What is known of an admitted component without reading its code. */
export interface TranspiledSummary {
  readonly digest: string
  readonly component: FlatComponent
  readonly binding: Linked
  readonly manifest: Uint8Array | null
  readonly cores: readonly string[]
  readonly report: AdmissionReport
}

/** Where a component's files stand; absolute when `cacheDir` is. A runner may read nothing else. */
export function transpiledFolder(cacheDir: string, digest: string): string {
  return join(cacheDir, TRANSPILER, digest.replace(/^sha256:/, ''))
}

/** Reads what admission wrote. */
export async function readTranspiled(folder: string): Promise<TranspiledComponent> {
  const { digest, component, binding, cores } = await readInfo(folder)
  const files = cores.map(async (name) => [name, new Uint8Array(await readFile(join(folder, name)))] as const)
  const [source, ...modules] = await Promise.all([readFile(join(folder, SOURCE), 'utf8'), ...files])
  return { digest, info: reviveComponent(component), binding: reviveLinked(binding), source, cores: new Map(modules) }
}

/** Null when it is not there or damaged: then the component is admitted again. */
export async function readSummary(folder: string): Promise<TranspiledSummary | null> {
  try {
    const { digest, component, binding, manifest, cores } = await readInfo(folder)
    const report = ReportSchema.parse(JSON.parse(await readFile(join(folder, REPORT), 'utf8')))
    // A machine that lost its power may have kept a file's name without its content.
    const [sourceBytes = 0, ...coresBytes] = await Promise.all([SOURCE, ...cores].map((name) => sizeOf(join(folder, name))))
    if (sourceBytes !== report.sourceBytes || sum(coresBytes) !== report.coresBytes) return null
    reviveComponent(component)
    return {
      digest, component: component as FlatComponent, binding: reviveLinked(binding),
      manifest: manifest === null ? null : Buffer.from(manifest, 'base64'), cores, report,
    }
  } catch {
    return null
  }
}

/** Rejects with `ProblemError` when the disk is full or fails. */
export async function writeTranspiled(folder: string, files: TranspiledFiles): Promise<void> {
  const { digest, component, binding, manifest, source, cores, report } = files
  const info: z.infer<typeof InfoSchema> = {
    digest,
    component,
    binding,
    manifest: manifest === null ? null : Buffer.from(manifest).toString('base64'),
    cores: [...cores.keys()],
  }
  await writeFolder(folder, [
    ...cores,
    [SOURCE, source],
    [INFO, JSON.stringify(info)],
    [REPORT, JSON.stringify(report, null, 2)],
  ])
}

/** Under another name first: a folder that is there is complete. */
async function writeFolder(folder: string, files: readonly (readonly [string, Uint8Array | string])[]): Promise<void> {
  const unfinished = `${folder}.${randomUUID()}`
  try {
    await mkdir(unfinished, { recursive: true })
    await Promise.all(files.map(([name, content]) => writeFile(join(unfinished, name), content)))
    await rm(folder, { recursive: true, force: true })
    await rename(unfinished, folder)
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true })
    throw faultError(dirname(folder), faultOf(error))
  }
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file)).size
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}

async function readInfo(folder: string): Promise<z.infer<typeof InfoSchema>> {
  return InfoSchema.parse(JSON.parse(await readFile(join(folder, INFO), 'utf8')))
}

/** Takes over a folder of another cache, such as the one that the build makes for the packages that ship. */
export async function copyTranspiled(from: string, to: string): Promise<void> {
  const summary = await readSummary(from)
  if (summary === null) return
  const read = (name: string): Promise<Uint8Array> => readFile(join(from, name))
  const cores = summary.cores.map(async (name) => [name, await read(name)] as const)
  await writeTranspiled(to, { ...summary, source: await read(SOURCE), cores: new Map(await Promise.all(cores)) })
}
