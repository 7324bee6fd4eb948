import type { Problem } from './problem.ts'
import type { Directive } from './schema.ts'

/** An application with all it needs to run: what a `.runnel` file holds. Digests are `sha256:…`. */
export interface Application {
  readonly directive: Directive
  readonly packages: ReadonlyMap<string, Uint8Array>
  readonly samples: ReadonlyMap<string, Uint8Array>
}

export type Unpacked = { readonly application: Application } | { readonly problems: readonly Problem[] }

export interface ApplicationLimits {
  readonly maxFileBytes: number
  readonly maxEntryBytes: number
  readonly maxTotalBytes: number
  readonly maxEntries: number
}

/** The bytes of an application file. Equal applications give equal bytes. */
export declare function packApplication(application: Application): Uint8Array

export declare function unpackApplication(bytes: Uint8Array, limits?: ApplicationLimits): Promise<Unpacked>
