import { z } from '../zod.ts'
import { warning } from '../directive/problem.ts'
import type { Problem } from '../directive/problem.ts'
import type { Json } from '../json/json.ts'
import { MANIFEST_SECTION } from './manifest.ts'
import type { PackageManifest } from './manifest.ts'

z.config({ jitless: true }) // the editor's CSP allows no generated code

const MAX_BYTES = 1024 * 1024

const Ports = z.record(z.string().max(200), z.json() as unknown as z.ZodType<Json>)

const Node = z.object({
  label: z.string().min(1).max(200),
  help: z.string().max(20_000),
  params: z.record(z.string().max(200), z.string().max(20_000)).optional(),
  icon: z.string().max(100).optional(),
  examples: z.array(z.object({ title: z.string().max(200), in: Ports, out: Ports })).max(100),
})

/** Members that a later version adds are left out, so that older Runnels read newer packages. */
const Manifest = z.object({
  manifest: z.literal(1),
  name: z.string().regex(/^[a-z][a-z0-9-]*:[a-z][a-z0-9-]*$/, 'a name is namespace:name').max(200),
  version: z.string().regex(/^\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?$/, 'a version is like 1.2.3').max(100),
  description: z.string().max(2_000),
  license: z.string().max(200),
  category: z.string().min(1).max(100),
  icon: z.string().max(100),
  wit: z.string().max(MAX_BYTES),
  nodes: z.record(z.string().max(400), Node),
})

/** A manifest that is not one is left out, with a warning: the component is worth having without it. */
export interface ReadManifest {
  readonly manifest: PackageManifest | null
  readonly warnings: readonly Problem[]
}

/** Reads the content of the custom section `runnel:package`; `null` when the component has none. */
export function readManifest(section: Uint8Array | null): ReadManifest {
  if (section === null) return { manifest: null, warnings: [] }
  if (section.length > MAX_BYTES) return invalid(`it is ${section.length} bytes long, ${MAX_BYTES} are read`)
  const json = parseJson(section)
  if (json === undefined) return invalid('it is not JSON in UTF-8')
  const read = Manifest.safeParse(json)
  if (read.success) return { manifest: read.data as PackageManifest, warnings: [] }
  const [issue] = read.error.issues
  return invalid(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`)
}

function parseJson(section: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(section))
  } catch {
    return undefined
  }
}

function invalid(why: string): ReadManifest {
  const message = `The component's section ${MANIFEST_SECTION} is left out: ${why}.`
  return { manifest: null, warnings: [warning('bad-manifest', {}, message, 'Build the package again with a valid manifest.')] }
}
