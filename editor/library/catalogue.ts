import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import { CATALOGUE } from '../../shared/nodes/catalogue.ts'
import { coreOutputs } from '../../shared/nodes/core-outputs.ts'
import type { InputDefinition, NodeDefinition } from '../../shared/nodes/definition.ts'
import { entryDefinition } from '../../shared/wit/entry.ts'
import { outputsOf } from '../../shared/wit/ports.ts'
import type { PortType } from '../../shared/wit/types.ts'
import type { NodeKind } from '../document/commands/add-node.ts'
import { BLANK_ENTRY } from './blank-entry.ts'
import { componentOf } from './library-store.ts'
import { startSettings } from './start-settings.ts'

/** Everything that can be put on the canvas, as palette and quick-add show it. */
export interface CatalogueEntry {
  readonly id: string
  readonly kind: NodeKind
  readonly label: string
  /** What tells it from its equals: `text.upper`, `core`. */
  readonly detail: string
  readonly help: string
  readonly icon: string
  readonly category: string
  readonly inputs: readonly { readonly name: string; readonly type: PortType; readonly required: boolean }[]
  readonly outputs: readonly { readonly port: string; readonly type: PortType }[]
}

export interface Group {
  readonly category: string
  readonly icon: string
  readonly entries: readonly CatalogueEntry[]
  /** The package behind the group; null for built-in nodes. */
  readonly from: LibraryPackage | null
}

export const BUILT_IN: readonly Group[] = groupBuiltIn()

const SKETCH: Group = { category: 'Sketch', icon: 'square-dashed', entries: [BLANK_ENTRY], from: null }

/** Built-in nodes first, then a group for each package: what a person added before what came with Runnel. */
export function groupsOf(packages: readonly LibraryPackage[]): readonly Group[] {
  const sorted = packages.toSorted(
    (one, other) => Number(one.builtIn) - Number(other.builtIn) || other.addedMs - one.addedMs,
  )
  return [...BUILT_IN, SKETCH, ...sorted.map(packageGroup)]
}

const made = new WeakMap<LibraryPackage, Group>()

function packageGroup(from: LibraryPackage): Group {
  const known = made.get(from)
  if (known !== undefined) return known
  const { manifest } = from
  const category = manifest?.category ?? from.name.replace(/\.wasm$/, '')
  const icon = manifest?.icon ?? 'puzzle'
  const functions = componentOf(from.digest)?.functions ?? []
  const entries = functions.map((fn): CatalogueEntry => {
    const node = manifest?.nodes[fn.path]
    const standard = entryDefinition(fn)
    return {
      id: `${from.digest}#${fn.path}`,
      kind: {
        kind: 'function',
        ref: { package: from.name, digest: from.digest },
        path: fn.path,
        alias: aliasOf(from.name),
      },
      label: node?.label ?? standard?.label ?? fn.name,
      detail: shortPath(fn.path),
      help: node?.help ?? standard?.help ?? '',
      icon: node?.icon ?? standard?.icon ?? icon,
      category,
      inputs: fn.params.map(({ name, type }) => ({ name, type, required: type.kind !== 'option' })),
      outputs: [...outputsOf(fn.result)].filter(([port]) => port !== 'failed').map(([port, type]) => ({ port, type })),
    }
  })
  const group = { category, icon, entries, from }
  made.set(from, group)
  return group
}

/** `runnel:text@1.0.0` → `text`, `my thing.wasm` → `my thing`. */
export function aliasOf(name: string): string {
  return name
    .replace(/\.wasm$/, '')
    .replace(/@[^@]*$/, '')
    .replace(/^.*:/, '')
}

/** `runnel:text/text.upper` → `text.upper`. */
export function shortPath(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function groupBuiltIn(): readonly Group[] {
  const categories = [...new Set(CATALOGUE.map((node) => node.category))]
  return categories.map((category) => {
    const nodes = CATALOGUE.filter((node) => node.category === category)
    return { category, icon: nodes[0]?.icon ?? 'box', from: null, entries: nodes.map(builtInEntry) }
  })
}

function builtInEntry(node: NodeDefinition): CatalogueEntry {
  const settings = startSettings(node.name)
  const { inputs, outputs } = portsOf(node, settings)
  return {
    id: `${node.kind}:${node.name}`,
    kind: { kind: node.kind, name: node.name, settings },
    label: node.label,
    detail: node.name,
    help: node.help,
    icon: node.icon,
    category: node.category,
    inputs,
    outputs,
  }
}

interface Ports {
  readonly inputs: readonly InputDefinition[]
  readonly outputs: CatalogueEntry['outputs']
}

function portsOf(node: NodeDefinition, settings: ReturnType<typeof startSettings>): Ports {
  switch (node.kind) {
    case 'trigger': {
      const settled = node.settle(settings)
      return { inputs: [], outputs: settled.ok ? [{ port: 'out', type: settled.value.out }] : [] }
    }
    case 'sink': return { inputs: node.inputs, outputs: [] }
    case 'core': {
      const settled = node.settle(settings)
      if (!settled.ok) return { inputs: [], outputs: [] }
      const ports = [...coreOutputs(node, settled.value)].filter(([port]) => port !== 'failed')
      return { inputs: settled.value.inputs, outputs: ports.map(([port, type]) => ({ port, type })) }
    }
  }
}
