import { parsePath, printPath } from '../../../shared/directive/path.ts'
import type { Flow, Node } from '../../../shared/directive/schema.ts'
import type { PortType } from '../../../shared/wit/types.ts'
import { mapAfter, mapPaths } from '../binding-tree.ts'
import { wiresOf } from '../wires.ts'
import { type Drawn, freshName, isIn } from './subflow-border.ts'

export interface OutputMade {
  readonly name: string
  readonly node: string
  readonly port: string
  readonly type: PortType | null
}

/** What is taken outside, and those who take it as they take it from the new node. */
export function outputsOf(flow: Flow, ids: ReadonlySet<string>, drawn: Drawn) {
  const found = new Map<string, Omit<OutputMade, 'name'>>()
  for (const { path, from, to } of wiresOf(flow)) {
    if (from === null || !ids.has(from.node) || ids.has(to.node)) continue
    const port = drawn.portOf(path)
    const whole = `${from.node}.${port}`
    if (!found.has(whole)) found.set(whole, { node: from.node, port, type: drawn.sourceType(whole) })
  }
  const names = new Set(['failed'])
  const several = found.size > 1
  const order = Object.keys(flow.nodes)
  const inOrder = [...found.values()].sort((one, other) => order.indexOf(one.node) - order.indexOf(other.node))
  const list = inOrder.map((each): OutputMade => ({ ...each, name: freshName(nameOf(each, several), names) }))
  const rename = (self: string) => (path: string): string => {
    const from = parsePath(path)
    if (from === null || !ids.has(from.node)) return path
    const port = drawn.portOf(path)
    const made = list.find((each) => each.node === from.node && each.port === port) as OutputMade
    return printPath({ node: self, port: made.name, members: from.members.slice(port.split('.').length - 1) })
  }
  const rewired = (self: string): readonly (readonly [string, Node])[] =>
    Object.entries(flow.nodes).flatMap(([id, node]) => {
      if (ids.has(id) || !wiresInto(node).some((path) => isIn(ids, path))) return []
      const change = rename(self)
      const bound = Object.entries(node.in ?? {}).map(([input, binding]) => [input, mapPaths(binding, change)] as const)
      const after = node.after && mapAfter(node.after, change)
      const value = { ...node, ...(node.in && { in: Object.fromEntries(bound) }), ...(after && { after }) }
      return [[id, value as Node] as const]
    })
  return { list, rewired }
}

/** One output is `out`, as a function's is; of several each has the name of its case or of its node. */
function nameOf({ node, port }: Omit<OutputMade, 'name'>, several: boolean): string {
  const [name = '', branch] = port.split('.')
  if (branch !== undefined) return branch
  if (name !== 'out') return several || name === 'failed' ? `${node}-${name}` : name
  return several ? node : 'out'
}

/** A signal has no value to give: the output comes after it. */
export function sinkOf(name: string, path: string, type: PortType | null): Node {
  const settings = name === 'out' ? {} : { with: { name } }
  if (type?.kind === 'unit') return { sink: 'output', ...settings, in: { value: { value: null } }, after: [path] }
  return { sink: 'output', ...settings, in: { value: { from: path } } }
}

function wiresInto(node: Node): readonly string[] {
  return wiresOf({ nodes: { node } }).map(({ path }) => path)
}
