import { useMemo } from 'react'
import type { Flow, Node } from '../../shared/directive/schema.ts'
import { layoutFlow } from '../canvas/layout.ts'
import type { Point } from '../document/edit.ts'
import { wiresOf } from '../document/wires.ts'
import css from './FlowSketch.module.css'

const WIDTH = 248
const HEIGHT = 110

/** A flow from afar: its nodes as boxes, its wires as lines. */
export function FlowSketch({ flow, view }: { readonly flow: Flow; readonly view: Readonly<Record<string, Point>> }) {
  const { nodes, wires, box } = useMemo(() => sketchOf(flow, view), [flow, view])
  return (
    <svg className={css.sketch} viewBox={box} preserveAspectRatio="xMidYMid meet" aria-hidden>
      {wires.map((path, at) => (
        <path key={at} d={path} className={css.wire} />
      ))}
      {nodes.map(({ id, x, y, kind }) => (
        <g key={id} data-kind={kind} className={css.node}>
          <rect x={x} y={y} width={WIDTH} height={HEIGHT} rx={18} />
          <rect x={x + 18} y={y + 18} width={44} height={44} rx={12} className={css.icon} />
          <rect x={x + 76} y={y + 24} width={110} height={14} rx={7} className={css.line} />
          <rect x={x + 76} y={y + 46} width={66} height={10} rx={5} className={css.faint} />
        </g>
      ))}
    </svg>
  )
}

function sketchOf(flow: Flow, view: Readonly<Record<string, Point>>) {
  const laid = Object.keys(flow.nodes).every((id) => view[id] !== undefined) ? view : layoutFlow(flow, () => HEIGHT)
  const nodes = Object.entries(flow.nodes).map(([id, node]) => ({
    id,
    ...(laid[id] ?? { x: 0, y: 0 }),
    kind: kindOf(node),
  }))
  const wires = wiresOf(flow).flatMap(({ from, to }) => {
    const start = laid[from?.node ?? '']
    const end = laid[to.node]
    if (start === undefined || end === undefined) return []
    const [x1, y1, x2, y2] = [start.x + WIDTH, start.y + HEIGHT / 2, end.x, end.y + HEIGHT / 2]
    const bend = Math.max(40, (x2 - x1) / 2)
    return [`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`]
  })
  const left = Math.min(...nodes.map(({ x }) => x)) - 60
  const top = Math.min(...nodes.map(({ y }) => y)) - 60
  const width = Math.max(...nodes.map(({ x }) => x)) + WIDTH + 60 - left
  const height = Math.max(...nodes.map(({ y }) => y)) + HEIGHT + 60 - top
  return { nodes, wires, box: `${left} ${top} ${width} ${height}` }
}

function kindOf(node: Node): string {
  return 'trigger' in node ? 'trigger' : 'sink' in node ? 'sink' : 'function'
}
