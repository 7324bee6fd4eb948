import type { Flow, Node } from '../../shared/directive/schema.ts'
import type { Edit, Point } from './edit.ts'

// Notes on the canvas: the core node `comment`, which no run knows.

export function isComment(node: Node): node is Extract<Node, { core: string }> {
  return 'core' in node && node.core === 'comment'
}

/** The longest that the node takes. */
export const MAX_COMMENT = 10_000

export function commentText(node: Extract<Node, { core: string }>): string {
  const text = node.with?.['text']
  return typeof text === 'string' ? text : ''
}

export function setCommentText(flow: string, node: string, text: string): Edit {
  return { kind: 'set-node-part', flow, node, part: 'with', value: { text } }
}

export function withoutComments(flow: Flow): Flow {
  return { ...flow, nodes: Object.fromEntries(Object.entries(flow.nodes).filter(([, node]) => !isComment(node))) }
}

/** Comments go along with the node that they stand nearest to, when nodes are arranged. */
export function withComments(
  flow: Flow, before: ReadonlyMap<string, Point>, arranged: Readonly<Record<string, Point>>,
): Readonly<Record<string, Point>> {
  const places: Record<string, Point> = { ...arranged }
  const others = [...before].filter(([id]) => flow.nodes[id] !== undefined && !isComment(flow.nodes[id]))
  for (const [id, node] of Object.entries(flow.nodes)) {
    if (!isComment(node)) continue
    const at = before.get(id)
    if (at === undefined) continue
    const [near] = others.toSorted(([, one], [, other]) => distance(one, at) - distance(other, at))
    const to = near === undefined ? undefined : arranged[near[0]]
    const [dx, dy] = near === undefined || to === undefined ? [0, 0] : [to.x - near[1].x, to.y - near[1].y]
    places[id] = { x: at.x + dx, y: at.y + dy }
  }
  return places
}

function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y)
}
