import { CircleAlert, Hourglass, LoaderCircle, RotateCcw, Terminal, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Trace, TracedFiring } from '../../shared/runner/messages.ts'
import { clockText, spanText } from '../app/time-text.ts'
import { GrantButton, placeOfFailure } from '../grants/GrantButton.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { CallPath } from './CallPath.tsx'
import { FiringRow } from './FiringRow.tsx'
import { NodeName } from './NodeName.tsx'
import css from './RunDetail.module.css'
import { replayRun } from './replay-run.ts'
import { type PickedRun, unpick } from './run-store.ts'
import { StatusPill } from './StatusPill.tsx'

/** What one run did: every firing in order with its values, what still waited, what was logged. */
export function RunDetail({ picked }: { readonly picked: PickedRun }) {
  const { row, trace, recording, loading } = picked
  const { title, status, startedMs, deployment, summary, run } = row
  return (
    <section className={css.detail} aria-label={`Run ${title}`} aria-busy={loading}>
      <header className={css.head}>
        <h3 className={css.title}>{title}</h3>
        {status !== null && <StatusPill status={status} />}
        <span className={css.facts} title={`Run ${run}`}>
          {clockText(startedMs)} · {spanText(summary.durationMs)} · deployment {deployment}
        </span>
        {recording !== null && (
          <Button
            size="small" icon={<RotateCcw size={13} aria-hidden />} onClick={() => replayRun(picked)}
            data-tip="Replay in the preview"
            data-tip-more="The same event, and what its calls gave. Where the flow is another one now, its calls are made."
          >
            Replay
          </Button>
        )}
        <IconButton label="Close the run" size="small" onClick={unpick}><X size={14} /></IconButton>
      </header>
      <div className={css.body}>
        {summary.failure !== null && (
          <div className={css.failure} role="status">
            <CircleAlert size={15} aria-hidden />
            <p>
              <NodeName flow={row.flow} node={summary.failure.node} /> failed ({summary.failure.kind}): {summary.failure.message}
            </p>
            <GrantButton at={placeOfFailure(row.flow, trace?.firings ?? [], summary.failure)} failure={summary.failure} />
          </div>
        )}
        {loading && (
          <p className={css.quiet}><LoaderCircle size={14} className={css.turning} aria-hidden /> Fetching its values…</p>
        )}
        {!loading && trace === null && (
          <p className={css.quiet}>
            The values of this run were not kept. A flow keeps those of its last 100 runs, of at most ten a second, and of
            its last 100 failed ones.
          </p>
        )}
        {trace !== null && <Told root={row.flow} trace={trace} />}
      </div>
    </section>
  )
}

const SHOWN_FIRINGS = 100

function Told({ root, trace: { firings, waiting, logs } }: { readonly root: string; readonly trace: Trace }) {
  const [shown, setShown] = useState(SHOWN_FIRINGS)
  const totals = new Map<string, number>()
  for (const firing of firings) totals.set(placeOf(firing), (totals.get(placeOf(firing)) ?? 0) + 1)
  return (
    <>
      <ol className={css.firings} aria-label="Firings">
        {firings.slice(0, shown).map((firing, at) => (
          <FiringRow key={at} root={root} firing={firing} several={(totals.get(placeOf(firing)) ?? 0) > 1} />
        ))}
      </ol>
      {firings.length > shown && (
        <Button size="small" look="plain" onClick={() => setShown(shown + SHOWN_FIRINGS)}>{firings.length - shown} more</Button>
      )}
      {waiting.length > 0 && (
        <Part icon={<Hourglass size={13} aria-hidden />} title="Still waiting when the run ended">
          {waiting.map(({ within, flow, node, inputs }, at) => (
            <li key={at}>
              <CallPath flow={root} within={within} />
              <NodeName flow={flow} node={node} within={within} /> for {inputs.join(', ')}
            </li>
          ))}
        </Part>
      )}
      {logs.length > 0 && (
        <Part icon={<Terminal size={13} aria-hidden />} title="Log">
          {logs.map(({ within, flow, node, stream, text }, at) => (
            <li key={at} className={css.log} data-stream={stream}>
              <NodeName flow={flow} node={node} within={within} /><code>{text}</code>
            </li>
          ))}
        </Part>
      )}
    </>
  )
}

function placeOf({ within, node }: TracedFiring): string {
  return JSON.stringify([within, node])
}

interface PartProps {
  readonly icon: ReactNode
  readonly title: string
  readonly children: ReactNode
}

function Part({ icon, title, children }: PartProps) {
  return (
    <section className={css.part} aria-label={title}>
      <h4>{icon} {title}</h4>
      <ul>{children}</ul>
    </section>
  )
}
