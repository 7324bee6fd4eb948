import type { Json } from '../json/json.ts'

/** The custom section of a component's binary in which a package describes itself: UTF-8 JSON of `PackageManifest`. */
export const MANIFEST_SECTION = 'runnel:package'

/** What a package may add to what its WIT says already. Every component works without one. */
export interface PackageManifest {
  readonly manifest: 1
  /** `namespace:name`. */
  readonly name: string
  readonly version: string
  readonly description: string
  readonly license: string
  /** The heading in the palette, such as `Text`. */
  readonly category: string
  /** A lucide icon's name in kebab-case, such as `type`. */
  readonly icon: string
  /** The package's WIT source, doc comments included. */
  readonly wit: string
  /** By function path: `runnel:text/text.mask-email`. */
  readonly nodes: Readonly<Record<string, NodeManifest>>
}

export interface NodeManifest {
  /** What the palette and the node's head say, such as `Mask e-mail`. */
  readonly label: string
  /** The function's doc comment in the WIT. */
  readonly help: string
  /** By parameter name, where the WIT documents them. */
  readonly params?: Readonly<Record<string, string>>
  readonly icon?: string
  readonly examples: readonly Example[]
}

/** One call and what must come of it, in the JSON form of WIT values. Run as a test in Node and in Chromium. */
export interface Example {
  readonly title: string
  readonly in: Readonly<Record<string, Json>>
  /** By output port: `{"out": …}`, `{"err": …}`, `{"none": null}`, `{"done": null}`; cases of a variant as `out`. */
  readonly out: Readonly<Record<string, Json>>
}
