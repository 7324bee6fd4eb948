import { parsePath, printPath } from '../../../shared/directive/path.ts'
import {
  NodeSchema,
  PackageRefSchema,
  type Directive,
  type Flow,
  type Node,
  type PackageRef,
} from '../../../shared/directive/schema.ts'
import { z } from '../../../shared/zod.ts'
import { mapAfter, mapPaths } from '../binding-tree.ts'
import { batch, type Edit, type Point } from '../edit.ts'
import { newId } from '../new-id.ts'
import { aliasFor } from './add-node.ts'

/** What travels by the clipboard, as JSON text: a person may paste it into a message or another application. */
const ClipSchema = z.strictObject({
  runnel: z.literal('nodes'),
  nodes: z.record(z.string(), NodeSchema),
  view: z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() })),
  packages: z.record(z.string(), PackageRefSchema),
})
export type Clip = z.infer<typeof ClipSchema>

export function copyNodes(document: Directive, flowId: string, ids: ReadonlySet<string>): Clip {
  const flow = document.flows[flowId] as Flow
  const nodes = Object.fromEntries(Object.entries(flow.nodes).filter(([id]) => ids.has(id)))
  const view = Object.fromEntries(Object.entries(document.view?.[flowId] ?? {}).filter(([id]) => ids.has(id)))
  const aliases = new Set(Object.values(nodes).flatMap(aliasesOf))
  const packages = Object.fromEntries(Object.entries(document.packages).filter(([alias]) => aliases.has(alias)))
  return { runnel: 'nodes', nodes, view, packages }
}

/** Null when the text is no clip of ours. */
export function readClip(text: string): Clip | null {
  if (!text.startsWith('{"runnel"')) return null
  try {
    const read = ClipSchema.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

export interface Pasted {
  readonly edit: Edit
  readonly nodes: readonly string[]
}

/** Puts copies at `at`, their top left corner. Their wires come along, those from outside where the source is there. */
export function paste(document: Directive, flowId: string, clip: Clip, at: Point): Pasted {
  const flow = document.flows[flowId] as Flow
  const names = new Map<string, string>()
  const taken = new Set(Object.keys(flow.nodes))
  for (const id of Object.keys(clip.nodes)) {
    const name = newId(id.replace(/-\d+$/, ''), (other) => taken.has(other))
    taken.add(name)
    names.set(id, name)
  }
  const packages = packagesFor(document, clip)
  const corner = cornerOf(clip)
  const added = Object.entries(clip.nodes).map(([id, node]): Edit => {
    const point = clip.view[id] ?? corner
    return {
      kind: 'add-node',
      flow: flowId,
      node: names.get(id) as string,
      index: null,
      at: { x: at.x + point.x - corner.x, y: at.y + point.y - corner.y },
      value: rewired(node, flow, names, packages.aliases),
    }
  })
  return { edit: batch([...packages.edits, ...added]), nodes: [...names.values()] }
}

function rewired(
  node: Node,
  flow: Flow,
  names: ReadonlyMap<string, string>,
  aliases: ReadonlyMap<string, string>,
): Node {
  const move = (text: string): string | null => {
    const path = parsePath(text)
    if (path === null) return null
    const name = names.get(path.node) ?? (Object.hasOwn(flow.nodes, path.node) ? path.node : null)
    return name === null ? null : printPath({ ...path, node: name })
  }
  const { in: inputs, after, ...rest } = node
  const bound = Object.entries(inputs ?? {}).flatMap(([input, binding]) => {
    const moved = mapPaths(binding, move)
    return moved === null ? [] : [[input, moved] as const]
  })
  const waits = mapAfter(after ?? [], move)
  const use =
    'use' in rest
      ? { use: `${aliases.get(aliasOf(rest.use)) ?? aliasOf(rest.use)}${rest.use.slice(rest.use.indexOf('#'))}` }
      : {}
  const filled = Object.entries(rest.middleware ?? {}).map(([name, before]) => {
    const here = [before].flat().map((alias) => aliases.get(alias) ?? alias)
    return [name, typeof before === 'string' ? (here[0] ?? before) : here] as const
  })
  return {
    ...rest,
    ...use,
    ...(filled.length > 0 && { middleware: Object.fromEntries(filled) }),
    ...(bound.length > 0 && { in: Object.fromEntries(bound) }),
    ...(waits && { after: waits }),
  } as Node
}

function packagesFor(
  document: Directive,
  clip: Clip,
): { edits: readonly Edit[]; aliases: ReadonlyMap<string, string> } {
  const aliases = new Map<string, string>()
  const edits: Edit[] = []
  const known: Record<string, PackageRef> = { ...document.packages }
  for (const [alias, ref] of Object.entries(clip.packages)) {
    const here = aliasFor(known, ref, alias)
    aliases.set(alias, here.alias)
    if (here.edit !== null) edits.push(here.edit)
    known[here.alias] = ref
  }
  return { edits, aliases }
}

/** The packages that a node needs: its component's, and those before its imports. */
function aliasesOf(node: Node): readonly string[] {
  return [...('use' in node ? [aliasOf(node.use)] : []), ...Object.values(node.middleware ?? {}).flat()]
}

export function aliasOf(use: string): string {
  return use.slice(0, use.indexOf('#'))
}

function cornerOf(clip: Clip): Point {
  const points = Object.values(clip.view)
  if (points.length === 0) return { x: 0, y: 0 }
  return { x: Math.min(...points.map((point) => point.x)), y: Math.min(...points.map((point) => point.y)) }
}
