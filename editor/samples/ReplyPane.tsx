import { CircleAlert, CircleCheck, Hourglass, LoaderCircle } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { AnswerButton } from '../answers/AnswerButton.tsx'
import { type FlowPreview, NO_PREVIEW, usePreviewStore } from '../preview/preview-store.ts'
import type { PreviewRun } from '../preview/session.ts'
import { GrantButton, placeOfFailure } from '../grants/GrantButton.tsx'
import { ValueView } from '../values/ValueView.tsx'
import { sizeText } from '../values/view-kind.ts'
import { NodeName } from '../runs/NodeName.tsx'
import { StatusPill } from '../runs/StatusPill.tsx'
import { spanText } from '../app/time-text.ts'
import { essenceOf } from './media-type.ts'
import { OutputValues } from './OutputValues.tsx'
import { shownReply } from './reply-value.ts'
import css from './ReplyPane.module.css'

interface ReplyPaneProps {
  readonly flow: string
  readonly trigger: string
  readonly http: boolean
}

/** What the preview of a trigger's sample came to: for http the answer, as a caller would get it. */
export function ReplyPane({ flow, trigger, http }: ReplyPaneProps) {
  const preview = usePreviewStore((state) => state.flows[flow]) ?? NO_PREVIEW
  const running = usePreviewStore((state) => state.running)
  const run = preview.runs.get(trigger)
  return (
    <section className={css.pane} aria-label={http ? 'Reply' : 'Result'} aria-busy={running}>
      <header className={css.head}>
        <h3>{http ? 'Reply' : 'Result'}</h3>
        {run !== undefined && <Facts run={run} />}
        <LoaderCircle size={14} className={css.busy} data-on={running} aria-hidden />
      </header>
      <div className={css.body}>
        {preview.trouble !== null && <TroubleNote flow={flow} trouble={preview.trouble} />}
        {run === undefined && preview.trouble === null && <Waiting />}
        {run !== undefined && (http ? <Reply flow={flow} run={run} /> : <Ended flow={flow} run={run} />)}
      </div>
    </section>
  )
}

function Facts({ run: { reply, summary } }: { readonly run: PreviewRun }) {
  const shown = useMemo(() => (reply === null ? null : shownReply(reply)), [reply])
  const facts = [
    ...(shown === null || shown.contentType === null ? [] : [essenceOf(shown.contentType)]),
    ...(shown === null ? [] : [sizeText(shown.bytes)]),
    spanText(summary.durationMs),
  ]
  return (
    <>
      {shown !== null && <StatusPill status={shown.status} text={shown.statusText} />}
      <span className={css.facts} title={shown?.contentType ?? undefined}>
        {facts.join(' · ')}
      </span>
    </>
  )
}

interface RunProps {
  readonly flow: string
  readonly run: PreviewRun
}

function Reply({ flow, run }: RunProps) {
  const { reply, summary } = run
  const shown = useMemo(() => (reply === null ? null : shownReply(reply)), [reply])
  if (shown === null) {
    if (summary.failure !== null) return <Failed flow={flow} run={run} />
    return <Note kind="bad" title="No reply">The run ended without one: a caller gets 500. Wire something to an HTTP reply.</Note>
  }
  return (
    <>
      {summary.failure !== null && <Failed flow={flow} run={run} />}
      {shown.body === null
        ? <p className={css.quiet}>The body is empty.</p>
        : <ValueView value={shown.body.value} type={shown.body.type} />}
      <details className={css.headers}>
        <summary>Headers <span className={css.count}>{shown.headers.length}</span></summary>
        <dl>{shown.headers.map(([name, value], at) => <div key={at}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
      </details>
    </>
  )
}

function Ended({ flow, run }: RunProps) {
  if (run.summary.failure !== null) return <Failed flow={flow} run={run} />
  const fired = new Set(run.trace.firings.filter(({ within }) => within.length === 0).map(({ node }) => node)).size
  return (
    <>
      <Note kind="good" title="The run went well">
        {fired === 1 ? '1 node fired. Its values stand' : `${fired} nodes fired. Their values stand`} on the canvas.
      </Note>
      <OutputValues flow={flow} run={run} />
    </>
  )
}

function Failed({ flow, run: { summary: { failure }, trace } }: RunProps) {
  if (failure === null) return null
  const at = placeOfFailure(flow, trace.firings, failure)
  return (
    <Note kind="bad" title={<><NodeName flow={flow} node={failure.node} /> failed</>}>
      <p>{failure.message}</p>
      <GrantButton at={at} failure={failure} />
      <AnswerButton at={at} />
    </Note>
  )
}

interface TroubleProps {
  readonly flow: string
  readonly trouble: NonNullable<FlowPreview['trouble']>
}

function TroubleNote({ flow, trouble }: TroubleProps) {
  return (
    <Note
      kind="bad"
      title={trouble.node === null ? trouble.message : <><NodeName flow={flow} node={trouble.node} />: {trouble.message}</>}
    >
      {trouble.problems.slice(0, 3).map(({ message, mend }, at) => <p key={at}>{message} {mend}</p>)}
      {trouble.problems.length > 3 && <p>{trouble.problems.length - 3} more.</p>}
    </Note>
  )
}

function Waiting() {
  return <p className={css.quiet}><Hourglass size={14} aria-hidden /> The preview has not run yet.</p>
}

interface NoteProps {
  readonly kind: 'good' | 'bad'
  readonly title: ReactNode
  readonly children: ReactNode
}

function Note({ kind, title, children }: NoteProps) {
  const Shape = kind === 'good' ? CircleCheck : CircleAlert
  return (
    <div className={css.note} data-kind={kind} role="status">
      <Shape size={16} aria-hidden />
      <div><strong>{title}</strong><div className={css.noteText}>{children}</div></div>
    </div>
  )
}
