import { useEffect, useState } from 'react'
import { Ban, CornerDownLeft, Plus } from 'lucide-react'
import { CORES } from '../../shared/nodes/catalogue.ts'
import { currentDocument } from '../document/document-store.ts'
import { bindingAt } from '../document/binding-tree.ts'
import { currentFlow } from '../session/session-store.ts'
import { type Dragged, useConnectingStore, verdictAt } from './connecting-store.ts'
import css from './ConnectionHint.module.css'
import { endOfHandle, isInput } from './handle-id.ts'

interface Hovered {
  readonly x: number
  readonly y: number
  /** The port under the pointer. */
  readonly port: { readonly node: string; readonly handle: string } | null
  readonly overPane: boolean
}

/** What would happen if the wire were let go here, beside the pointer. */
export function ConnectionHint() {
  const dragged = useConnectingStore((state) => state.dragged)
  const [hovered, setHovered] = useState<Hovered | null>(null)
  useEffect(() => {
    const follow = (event: PointerEvent) => setHovered(hoveredAt(event.clientX, event.clientY))
    addEventListener('pointermove', follow)
    return () => removeEventListener('pointermove', follow)
  }, [])
  if (dragged === null || hovered === null) return null
  const hint = hintFor(dragged, hovered)
  if (hint === null) return null
  return (
    <div className={css.hint} data-kind={hint.kind} style={{ left: hovered.x + 16, top: hovered.y + 14 }} role="status">
      <p className={css.text}>
        {hint.kind === 'refused' || hint.kind === 'offer' ? (
          <Ban size={13} />
        ) : hint.kind === 'add' ? (
          <Plus size={13} />
        ) : (
          <CornerDownLeft size={13} />
        )}
        <span>{hint.text}</span>
      </p>
      {hint.more !== null && <p className={css.more}>{hint.more}</p>}
    </div>
  )
}

/** Ports count within the radius that React Flow snaps to, so the elements around the pointer are asked too. */
function hoveredAt(x: number, y: number): Hovered {
  const around = [
    [0, 0],
    [-14, 0],
    [14, 0],
    [0, -10],
    [0, 10],
  ] as const
  const elements = around.map(([dx, dy]) => document.elementFromPoint(x + dx, y + dy))
  const handle = elements
    .map((element) => element?.closest<HTMLElement>('.react-flow__handle'))
    .find((found) => found != null)
  const { nodeid: node, handleid } = handle?.dataset ?? {}
  return {
    x,
    y,
    port: node === undefined || handleid === undefined ? null : { node, handle: handleid },
    overPane: elements[0]?.classList.contains('react-flow__pane') === true,
  }
}

interface Hint {
  readonly kind: 'refused' | 'offer' | 'add' | 'note'
  readonly text: string
  readonly more: string | null
}

function hintFor(dragged: Dragged, { port, overPane }: Hovered): Hint | null {
  if (port === null) return overPane ? { kind: 'add', text: 'Let go to add a node that fits', more: null } : null
  const verdict = verdictAt(dragged, port.node, port.handle)
  if (verdict === null) return null
  if (verdict.kind === 'refused') {
    const offer =
      verdict.offers === undefined || isInput(dragged.handle)
        ? null
        : `Let go to put “${CORES.get(verdict.offers.core)?.label ?? verdict.offers.core}” between.`
    return { kind: offer === null ? 'refused' : 'offer', text: verdict.reason, more: offer }
  }
  const into = isInput(port.handle) ? port : dragged
  const wired = wiredBefore(into.node, into.handle)
  if (wired !== null) {
    return dragged.merge
      ? { kind: 'note', text: `Takes whichever of ${wired} and this comes`, more: null }
      : { kind: 'note', text: `Replaces ${wired}`, more: 'Hold Shift to keep both: whichever comes is taken.' }
  }
  return verdict.kind === 'checked'
    ? { kind: 'note', text: 'Fits, if the value does', more: 'JSON can be anything: it is checked as each value comes.' }
    : null
}

function wiredBefore(node: string, handle: string): string | null {
  const end = endOfHandle(node, handle)
  if (end.kind === 'after') return null
  const here = bindingAt(currentDocument().flows[currentFlow()]?.nodes[node]?.in?.[end.input] ?? null, end.members)
  return here !== null && 'from' in here ? [here.from].flat().join(', ') : null
}
