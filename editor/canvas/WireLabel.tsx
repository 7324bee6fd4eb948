import { useMemo } from 'react'
import { parsePath, type PortPath } from '../../shared/directive/path.ts'
import type { TracedValue } from '../../shared/runner/messages.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { openWireMenu } from '../commands/canvas-menus.tsx'
import type { Point } from '../document/edit.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { useRunStore } from '../runs/run-store.ts'
import { select, useSessionStore } from '../session/session-store.ts'
import { ValueChip } from '../values/ValueChip.tsx'
import { summary, viewKind } from '../values/view-kind.ts'
import { countText } from './count-text.ts'
import { leaveWire, pointAtWire, usePointedWire } from './pointed-wire.ts'
import { type ChipSize, useFreePlace } from './use-free-place.ts'
import { useOutputValue } from './use-values.ts'
import css from './WireLabel.module.css'

interface WireLabelProps {
  readonly id: string
  readonly path: string
  readonly type: PortType | null
  readonly places: readonly Point[]
  readonly after: boolean
  /** Canvas pixels between the two ends: the chip stays within. */
  readonly room: number
}

/** A chip that has less stands above its wire, between two rows of ports. */
const LEAST_ROOM = 44
const ABOVE = 12
const SMALL_WIDTH = 56
const FIRED: PortType = { kind: 'unit' }

/** The last value of a wire, and how many have passed. */
export function WireLabel({ id, path, type, places, after, room }: WireLabelProps) {
  const flow = useSessionStore((state) => state.flow)
  const live = useSessionStore((state) => state.shows === 'live')
  const whole = usePointedWire(({ wire }) => wire === id)
  const port = useMemo(() => parsePath(path), [path])
  const value = useOutputValue(port)
  const fires = useResolvedStore(({ resolved }) =>
    port === null ? null : firingPort(port, resolved.flows.get(flow ?? '')?.nodes.get(port.node)?.outputs))
  const count = useRunStore((state) =>
    live && port !== null ? state.counts.passed[`${flow}/${port.node}.${fires}`] : undefined)
  const shown = after ? FIRED : type
  const small = room < LEAST_ROOM
  const maxWidth = small ? SMALL_WIDTH : Math.min(180, room < 96 ? room - 8 : room - 24)
  const counted = count !== undefined
  const size = useMemo(() => sizeOf(value, shown, maxWidth, counted), [value, shown, maxWidth, counted])
  const free = useFreePlace(places, size)
  if (count === undefined && (value === undefined || shown === null)) return null
  const { x, y } = free ?? (places[0] as Point)
  return (
    <div
      className={css.label}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${small ? y - ABOVE : y}px)`, maxWidth }}
      role="group"
      aria-label={`On the wire ${id}`}
      data-small={small}
      data-over={small || free === null}
      data-whole={whole}
      onPointerEnter={() => pointAtWire(id)}
      onPointerLeave={leaveWire}
      onClick={() => select([], [id])}
      onContextMenu={(event) => {
        event.preventDefault()
        select([], [id])
        openWireMenu({ x: event.clientX, y: event.clientY })
      }}
    >
      {count !== undefined && <span className={css.count}>{countText(count)}</span>}
      {value !== undefined && shown !== null && <ValueChip value={value} type={shown} />}
    </div>
  )
}

const LETTER = 6.7
const AROUND = 16
const LINE = 20
const COUNT = 26
const PICTURE: ChipSize = { width: 96, height: 64 }

/** Near enough to find a place where no node covers it. */
function sizeOf(
  value: TracedValue | undefined, type: PortType | null, maxWidth: number, counted: boolean,
): ChipSize {
  if (value === undefined || type === null) return { width: LINE, height: LINE }
  const kind = viewKind(type, value.json)
  if (kind === 'picture' || kind === 'svg') return PICTURE
  const width = summary(type, value.json).length * LETTER + AROUND + (counted ? COUNT : 0)
  return { width: Math.min(maxWidth, width), height: LINE }
}

/** A case is a port of its own: `out.below` is not `out`. */
function firingPort({ port, members: [member] }: PortPath, outputs: ReadonlyMap<string, PortType> | undefined): string {
  const ofCase = `${port}.${member}`
  return member !== undefined && outputs?.has(ofCase) === true ? ofCase : port
}
