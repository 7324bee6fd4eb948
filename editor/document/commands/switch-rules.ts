import type { PortPath } from '../../../shared/directive/path.ts'
import type { Directive, Node } from '../../../shared/directive/schema.ts'
import type { Json } from '../../../shared/json/json.ts'
import { batch, type Edit } from '../edit.ts'
import type { NodeAt } from '../flow-uses.ts'
import { changeNodes, withPaths } from './flow-ports.ts'

/** What the node `switch` is set to: each rule's `name` is a port, and so is `otherwise`. */
export interface SwitchSettings {
  readonly rules: readonly SwitchRule[]
  readonly otherwise: string | null
}

/** As it stands in the directive; what is in it besides depends on `when`. */
export type SwitchRule = { readonly name: string; readonly when: string } & Readonly<Record<string, Json>>

/** Null where somebody has written something else into the directive. */
export function switchSettings(node: Node): SwitchSettings | null {
  const { rules, otherwise = null, ...more } = ('core' in node ? node.with : undefined) ?? {}
  if (!Array.isArray(rules) || !rules.every(isRule)) return null
  if ((otherwise !== null && typeof otherwise !== 'string') || Object.keys(more).length > 0) return null
  return { rules, otherwise }
}

/** Wires from ports that are gone go with them, and those from a port that has got another name follow it. */
export function setSwitch(
  document: Directive, at: NodeAt, { rules, otherwise }: SwitchSettings, renamed: ReadonlyMap<string, string> = new Map(),
): Edit {
  const node = document.flows[at.flow]?.nodes[at.node] as Extract<Node, { core: string }>
  const before = switchSettings(node)
  const gone = before === null ? new Set<string>() : portsOf(before).difference(portsOf({ rules, otherwise }))
  const moved = (path: PortPath): PortPath | null => {
    const [name] = path.members
    if (path.node !== at.node || path.port !== 'out' || name === undefined || !gone.has(name)) return path
    const to = renamed.get(name)
    return to === undefined ? null : { ...path, members: [to, ...path.members.slice(1)] }
  }
  const set = { ...node, with: { rules: [...rules], ...(otherwise === null ? {} : { otherwise }) } }
  return batch(changeNodes(document, (flow, id, value) =>
    (flow === at.flow ? withPaths(id === at.node ? set : value, moved) : value)))
}

function portsOf({ rules, otherwise }: SwitchSettings): Set<string> {
  return new Set([...rules.map(({ name }) => name), ...(otherwise === null ? [] : [otherwise])])
}

function isRule(json: Json): json is SwitchRule {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return false
  const { name, when } = json as Readonly<Record<string, Json>>
  return typeof name === 'string' && typeof when === 'string'
}
