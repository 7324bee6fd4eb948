import { type ConnectionLineComponentProps, getBezierPath } from '@xyflow/react'
import { useConnectingStore, verdictAt } from './connecting-store.ts'
import { isInput } from './handle-id.ts'
import { familyOf } from './port-family.ts'
import css from './ConnectionWire.module.css'

/** The wire in the hand. */
export function ConnectionWire({
  fromX,
  fromY,
  toX,
  toY,
  fromPosition,
  toPosition,
  connectionStatus,
  toHandle,
}: ConnectionLineComponentProps) {
  const dragged = useConnectingStore((state) => state.dragged)
  const type = dragged?.type ?? null
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
  })
  const verdict = dragged === null || toHandle?.id == null ? null : verdictAt(dragged, toHandle.nodeId, toHandle.id)
  const offered = verdict?.kind === 'refused' && verdict.offers !== undefined && !isInput(dragged?.handle ?? '')
  const own = `var(--port-${type === null ? 'any' : familyOf(type)})`
  const color = connectionStatus !== 'invalid' ? own : offered ? 'var(--warn)' : 'var(--bad)'
  return (
    <g style={{ color }}>
      <path d={path} className={css.wire} />
      <circle cx={toX} cy={toY} r={4} className={css.end} />
    </g>
  )
}
