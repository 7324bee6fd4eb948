import { BaseEdge, EdgeLabelRenderer, type EdgeProps, type InternalNode, useInternalNode } from '@xyflow/react'
import { memo, useMemo } from 'react'
import type { PortType } from '../../shared/wit/types.ts'
import type { WireVerdict } from '../../shared/wit/wire.ts'
import { familyOf } from './port-family.ts'
import { type Extent, type Lane, wirePath } from './wire-path.ts'
import css from './WireEdge.module.css'
import { WireLabel } from './WireLabel.tsx'

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
  const { d, places, room } = useMemo(
    () => wirePath({ sourceX, sourceY, targetX, targetY }, extentOf(from), extentOf(to), lane),
    [sourceX, sourceY, targetX, targetY, from, to, lane],
  )
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
        <WireLabel id={id} path={path} type={type} places={places} after={after} room={room} />
      </EdgeLabelRenderer>
    </>
  )
})

function extentOf(node: InternalNode | undefined): Extent | null {
  const top = node?.internals.positionAbsolute.y
  const height = node?.measured.height
  return top === undefined || height === undefined ? null : { top, bottom: top + height }
}
