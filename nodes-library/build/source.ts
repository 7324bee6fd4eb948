import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Example } from '../../shared/package/manifest.ts'
import { parseWit } from './wit.ts'
import type { WitSource } from './wit.ts'

export const LIBRARY = join(import.meta.dirname, '..')

/** Every package's WIT declares one world, under this name. */
export const WORLD = 'component'

export type ToolchainName = 'assemblyscript' | 'qjs' | 'c'

/** `<package>/manifest.json`: what a person writes about a package beside its WIT. */
export interface AuthoredManifest {
  readonly name: string
  readonly version: string
  readonly description: string
  readonly license: string
  readonly category: string
  readonly icon: string
  readonly toolchain: ToolchainName
  /** By `interface.function`. Each function of the WIT has one entry, and at least two examples. */
  readonly nodes: Readonly<Record<string, AuthoredNode>>
}

export interface AuthoredNode {
  readonly label: string
  readonly icon: string
  readonly examples: readonly Example[]
}

/** A package's folder, read. */
export interface PackageSource {
  /** The folder's name: `text`. */
  readonly name: string
  /** Absolute. */
  readonly folder: string
  readonly authored: AuthoredManifest
  /** `wit/<name>.wit` as written. */
  readonly wit: string
  /** The same with `runnel:types` nested in it, so that it stands alone: for tools that take one WIT source. */
  readonly completeWit: string
  readonly parsed: WitSource
}

export async function packageNames(): Promise<readonly string[]> {
  const manifests = await readdir(LIBRARY, { withFileTypes: true })
  const folders = manifests.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const found = await Promise.all(folders.map(async (name) => (await readdir(join(LIBRARY, name))).includes('manifest.json')))
  return folders.filter((_, index) => found[index]).sort()
}

export async function readSource(name: string): Promise<PackageSource> {
  const folder = join(LIBRARY, name)
  const read = (...path: readonly string[]): Promise<string> => readFile(join(...path), 'utf8')
  const wit = await read(folder, 'wit', `${name}.wit`)
  const types = await read(LIBRARY, 'wit', 'types.wit')
  const authored = JSON.parse(await read(folder, 'manifest.json')) as AuthoredManifest
  return { name, folder, authored, wit, completeWit: `${wit}\n${nested(types)}`, parsed: parseWit(wit) }
}

/** `package a:b@1; rest` as `package a:b@1 { rest }`, the form a package takes within another one's source. */
function nested(wit: string): string {
  return wit.replace(/package ([^;]+);/, 'package $1 {') + '}\n'
}
