import { ChevronRight, CircleAlert } from 'lucide-react'
import { useId, useState } from 'react'
import type { TracedFiring } from '../../shared/runner/messages.ts'
import { spanText } from '../app/time-text.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { ValueChip } from '../values/ValueChip.tsx'
import { ValueView } from '../values/ValueView.tsx'
import css from './FiringRow.module.css'
import { CallPath } from './CallPath.tsx'
import { firingValues, type PortValue } from './firing-values.ts'
import { NodeName } from './NodeName.tsx'

interface FiringRowProps {
  /** The flow of the run. */
  readonly root: string
  readonly firing: TracedFiring
  /** Whether the node fired more than once: then the turn is told. */
  readonly several: boolean
}

/** One firing: its node and the first value that left it; unfolded, all that went in and came out. */
export function FiringRow({ root, firing, several }: FiringRowProps) {
  const [open, setOpen] = useState(firing.failure !== null)
  const id = useId()
  const { flow } = firing
  const node = useResolvedStore((state) => state.resolved.flows.get(flow)?.nodes.get(firing.node))
  const { inputs, outputs, main } = firingValues(firing, node)
  return (
    <li className={css.firing} data-failed={firing.failure !== null}>
      <div className={css.head}>
        <button
          type="button" className={css.fold} aria-expanded={open} aria-controls={id}
          aria-label={`Values of ${firing.node}`} onClick={() => setOpen(!open)}
        >
          <ChevronRight size={13} aria-hidden />
        </button>
        <span className={css.who}>
          <CallPath flow={root} within={firing.within} />
          <NodeName flow={flow} node={firing.node} within={firing.within} />
          {several && <span className={css.turn}>{turnText(firing)}</span>}
        </span>
        {/* Also a button for the pointer; the keyboard has the arrow before it. */}
        <span className={css.chips} onClick={() => setOpen(!open)}>
          {firing.failure !== null && <span className={css.bad}><CircleAlert size={12} aria-hidden /> {firing.failure.kind}</span>}
          {firing.failure === null && main !== null && (
            <><span className={css.port}>{main.port}</span><ValueChip value={main.value} type={main.type} /></>
          )}
        </span>
        <span className={css.took}>{spanText(firing.durationMs)}</span>
      </div>
      {open && (
        <div id={id} className={css.values}>
          {firing.failure !== null && !Object.hasOwn(firing.outputs, 'failed') && (
            <p className={css.message}>{firing.failure.message}</p>
          )}
          <Side title="In" values={inputs} />
          <Side title="Out" values={outputs} />
        </div>
      )}
    </li>
  )
}

function Side({ title, values }: { readonly title: string; readonly values: readonly PortValue[] }) {
  if (values.length === 0) return null
  return (
    <div className={css.side}>
      <h5>{title}</h5>
      <dl>
        {values.map(({ port, value, type }) => (
          <div key={port} className={css.entry}>
            <dt>{port}</dt>
            <dd><ValueView value={value} type={type} /></dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** `#2`, `#2 · 1` for a loop in a loop, with the attempt where it was tried again. */
function turnText({ tag, attempt }: TracedFiring): string {
  const turn = tag.map(({ index }) => index + 1).join(' · ')
  return [...(turn === '' ? [] : [`#${turn}`]), ...(attempt > 1 ? [`attempt ${attempt}`] : [])].join(', ')
}
