import { BaseEdge, EdgeLabelRenderer, type EdgeProps, type InternalNode, useInternalNode } from '@xyflow/react'
import { memo, useMemo } from 'react'
import { parsePath } from '../../shared/directive/path.ts'
import type { PortType } from '../../shared/wit/types.ts'
import type { WireVerdict } from '../../shared/wit/wire.ts'
import { useRunStore } from '../runs/run-store.ts'
import { select, useSessionStore } from '../session/session-store.ts'
import { ValueChip } from '../values/ValueChip.tsx'
import { countText } from './count-text.ts'
import { familyOf } from './port-family.ts'
import { leaveWire, pointAtWire, usePointedWire } from './pointed-wire.ts'
import { useOutputValue } from './use-values.ts'
import { type Extent, type Lane, wirePath } from './wire-path.ts'
import css from './WireEdge.module.css'

export interface WireData extends Record<string, unknown> {
  /** `node.port[.member…]` */
  readonly path: string
  readonly type: PortType | null
  readonly verdict: WireVerdict | null
  readonly after: boolean
  readonly lane: Lane
}

export const WireEdge = memo(function WireEdge({
  id,
  sourceX,
  sourceY,
  targetX,
  targetY,
  source,
  target,
  selected,
  data,
}: EdgeProps) {
  const { path, type, verdict, after, lane } = data as WireData
  const [from, to] = [useInternalNode(source), useInternalNode(target)]
  const { d, x, y, room } = wirePath({ sourceX, sourceY, targetX, targetY }, extentOf(from), extentOf(to), lane)
  const family = type === null ? 'missing' : after ? 'signal' : familyOf(type)
  return (
    <>
      <BaseEdge
        id={id}
        path={d}
        interactionWidth={18}
        className={css.wire}
        data-family={family}
        data-verdict={verdict?.kind ?? 'unknown'}
        data-selected={selected}
        data-after={after}
      />
      <EdgeLabelRenderer>
        <WireLabel id={id} path={path} type={type} x={x} y={y} after={after} room={room} />
      </EdgeLabelRenderer>
    </>
  )
})

function extentOf(node: InternalNode | undefined): Extent | null {
  const top = node?.internals.positionAbsolute.y
  const height = node?.measured.height
  return top === undefined || height === undefined ? null : { top, bottom: top + height }
}

interface WireLabelProps {
  readonly id: string
  readonly path: string
  readonly type: PortType | null
  readonly x: number
  readonly y: number
  readonly after: boolean
  /** Canvas pixels between the two ends: the chip stays within. */
  readonly room: number
}

/** A chip that has less stands above its wire, between two rows of ports. */
const LEAST_ROOM = 44
const ABOVE = 12
const SMALL_WIDTH = 56
const FIRED: PortType = { kind: 'unit' }

function WireLabel({ id, path, type, x, y, after, room }: WireLabelProps) {
  const flow = useSessionStore((state) => state.flow)
  const live = useSessionStore((state) => state.shows === 'live')
  const whole = usePointedWire(({ wire }) => wire === id)
  const port = useMemo(() => parsePath(path), [path])
  const value = useOutputValue(port)
  const count = useRunStore((state) =>
    live && port !== null ? passed(state.counts.passed, `${flow}/${port.node}`, port.port, port.members[0]) : undefined,
  )
  const shown = after ? FIRED : type
  if (count === undefined && (value === undefined || shown === null)) return null
  const small = room < LEAST_ROOM
  const style = {
    transform: `translate(-50%, -50%) translate(${x}px, ${small ? y - ABOVE : y}px)`,
    maxWidth: small ? SMALL_WIDTH : Math.min(180, room < 96 ? room - 8 : room - 24),
  }
  return (
    <div
      className={css.label}
      style={style}
      role="group"
      aria-label={`On the wire ${id}`}
      data-small={small}
      data-whole={whole}
      onPointerEnter={() => pointAtWire(id)}
      onPointerLeave={leaveWire}
      onClick={() => select([], [id])}
    >
      {count !== undefined && <span className={css.count}>{countText(count)}</span>}
      {value !== undefined && shown !== null && <ValueChip value={value} type={shown} />}
    </div>
  )
}

/** A case counts for itself: `out.below` before `out`. */
function passed(
  counts: Readonly<Record<string, number>>,
  node: string,
  port: string,
  member: string | undefined,
): number | undefined {
  return (member === undefined ? undefined : counts[`${node}.${port}.${member}`]) ?? counts[`${node}.${port}`]
}
