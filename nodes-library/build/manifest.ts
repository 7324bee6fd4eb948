import { MANIFEST_SECTION } from '../../shared/package/manifest.ts'
import type { NodeManifest, PackageManifest } from '../../shared/package/manifest.ts'
import { readManifest } from '../../shared/package/read-manifest.ts'
import { readCustomSection } from '../../shared/wit/decode/custom-section.ts'
import type { PackageSource } from './source.ts'
import type { WitFunction } from './wit.ts'

/** Puts together what a package says about itself, and refuses one whose WIT and manifest disagree. */
export function packageManifest({ authored, wit, parsed, name: folder }: PackageSource): PackageManifest {
  const { name, version, description, license, category, icon, nodes } = authored
  if (parsed.id !== `${name}@${version}`) throw new Error(`${folder}: the WIT is ${parsed.id}, the manifest ${name}@${version}`)
  const keys = new Set(parsed.functions.map(nodeKey))
  for (const key of Object.keys(nodes)) {
    if (!keys.has(key)) throw new Error(`${folder}: the manifest describes ${key}, which the WIT does not have`)
  }
  return {
    manifest: 1, name, version, description, license, category, icon, wit,
    nodes: Object.fromEntries(parsed.functions.map((func) => [func.path, nodeManifest(func, authored.nodes[nodeKey(func)], folder)])),
  }
}

const nodeKey = (func: WitFunction): string => `${func.interface}.${func.name}`

function nodeManifest(func: WitFunction, node: PackageSource['authored']['nodes'][string] | undefined, folder: string): NodeManifest {
  if (!node) throw new Error(`${folder}: the manifest does not describe ${nodeKey(func)}`)
  if (func.docs === '') throw new Error(`${folder}: ${nodeKey(func)} has no doc comment`)
  if (node.examples.length < 2) throw new Error(`${folder}: ${nodeKey(func)} has fewer than two examples`)
  const documented = func.params.filter((param) => param.docs !== '')
  return {
    label: node.label,
    help: func.docs,
    ...(documented.length > 0 && { params: Object.fromEntries(documented.map((param) => [param.name, param.docs])) }),
    icon: node.icon,
    examples: node.examples,
  }
}

/** The component with its manifest appended as a custom section, which is the last thing in the binary. */
export function withManifest(component: Uint8Array, manifest: PackageManifest): Uint8Array {
  const name = new TextEncoder().encode(MANIFEST_SECTION)
  const json = new TextEncoder().encode(JSON.stringify(manifest))
  const content = [...leb128(name.length), ...name]
  const head = [0, ...leb128(content.length + json.length), ...content]
  const bytes = new Uint8Array(component.length + head.length + json.length)
  bytes.set(component)
  bytes.set(head, component.length)
  bytes.set(json, component.length + head.length)
  return bytes
}

/** Reads back what `withManifest` wrote, as whoever uses the component will. */
export function manifestOf(component: Uint8Array): PackageManifest {
  const { manifest, warnings } = readManifest(readCustomSection(component, MANIFEST_SECTION))
  if (manifest === null) throw new Error(warnings[0]?.message ?? `the component has no section ${MANIFEST_SECTION}`)
  return manifest
}

function leb128(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb128(value >>> 7)]
}
