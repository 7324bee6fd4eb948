import type { Json } from '../../shared/json/json.ts'
import type { Example, PackageManifest } from '../../shared/package/manifest.ts'

/** An example of a package together with the function it calls. */
export interface ExampleCase extends Example {
  /** `runnel:text/text.mask-email` */
  readonly path: string
}

/** What one call gave, by output port, in the JSON form of WIT values; `failed` holds a trap's message. */
export type Outcome = Readonly<Record<string, Json>>

/** Makes one call of a component. Missing inputs are options that are not bound. */
export type Caller = (path: string, inputs: Readonly<Record<string, Json>>) => Promise<Outcome>

/** Every example of a package, in the order of its manifest: the cases of each suite that runs packages, on any host. */
export function examplesOf(manifest: PackageManifest): readonly ExampleCase[] {
  return Object.entries(manifest.nodes).flatMap(([path, node]) => node.examples.map((example) => ({ ...example, path })))
}

/** Null when the call gave what the example says, else a sentence. Members of objects may stand in any order. */
export function failureOf(example: ExampleCase, outcome: Outcome): string | null {
  const [want, got] = [sorted(example.out), sorted(outcome)].map((value) => JSON.stringify(value))
  return want === got ? null : `${example.path}, "${example.title}": expected ${want}, got ${got}`
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]))
}
