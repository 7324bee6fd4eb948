import { type ConnectionLineComponentProps, getBezierPath } from '@xyflow/react'
import { useConnectingStore } from './connecting-store.ts'
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
}: ConnectionLineComponentProps) {
  const type = useConnectingStore((state) => state.dragged?.type ?? null)
  const [path] = getBezierPath({
    sourceX: fromX,
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
  })
  const color = connectionStatus === 'invalid' ? 'var(--bad)' : `var(--port-${type === null ? 'any' : familyOf(type)})`
  return (
    <g style={{ color }}>
      <path d={path} className={css.wire} />
      <circle cx={toX} cy={toY} r={4} className={css.end} />
    </g>
  )
}
