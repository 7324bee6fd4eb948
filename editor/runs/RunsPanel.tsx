import { Pause, Play, Radio, SquareTerminal } from 'lucide-react'
import { useMemo } from 'react'
import { useApp } from '../app/apps-store.ts'
import { liveText } from '../app/LiveDot.tsx'
import { rootFlow, useSessionStore } from '../session/session-store.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { Copyable } from './Copyable.tsx'
import { allBusy, busyParts } from './busy-text.ts'
import { RunDetail } from './RunDetail.tsx'
import { RunList } from './RunList.tsx'
import { filterRuns, newSincePause, pauseRuns, shownRows, useRunStore } from './run-store.ts'
import css from './RunsPanel.module.css'
import { useCallLines } from './use-call-lines.ts'

/** The runs of what is deployed as they come, and the values of the one that is picked. */
export function RunsPanel() {
  const { rows, paused, filter } = useRunStore()
  const counts = useRunStore((state) => state.counts.runs)
  const busy = useRunStore((state) => state.counts.busy)
  const picked = useRunStore((state) => state.picked)
  const shown = useMemo(() => shownRows({ rows, paused, filter }), [rows, paused, filter])
  const waiting = useMemo(() => newSincePause({ rows, paused }), [rows, paused])
  if (rows.length === 0 && picked === null) return <div className={css.panel}><NoRuns /></div>
  return (
    <div className={css.panel}>
      <div className={css.columns}>
        <section className={css.side} aria-label="Live runs">
          <header className={css.bar}>
            <Segmented
              small label="Which runs" value={filter} onChange={filterRuns}
              options={[{ value: 'all', label: 'All' }, { value: 'failed', label: 'Failed' }]}
            />
            <span className={css.counts} data-tip="Since it was deployed">
              <span>{counts.ok.toLocaleString('en')} ok</span>
              <span data-bad={counts.failed > 0}>{counts.failed.toLocaleString('en')} failed</span>
              {busyParts(allBusy(busy)).map(({ text, lost }) => <span key={text} data-bad={lost}>{text}</span>)}
            </span>
            <Button
              size="small" look="plain" aria-pressed={paused !== null} onClick={() => pauseRuns(paused === null)}
              icon={paused === null ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
            >
              {paused === null ? 'Pause' : waiting > 0 ? `Resume, ${waiting} new` : 'Resume'}
            </Button>
          </header>
          {shown.length === 0
            ? <p className={css.none}>None of the runs that are kept has failed.</p>
            : <RunList rows={shown} />}
        </section>
        {picked === null
          ? <p className={css.hint}>Pick a run to see what it did, here and on the canvas.</p>
          : <RunDetail key={picked.row.run} picked={picked} />}
      </div>
    </div>
  )
}

const TOLD = 'Each run shows up here with its values.'

function NoRuns() {
  const app = useRunStore((state) => state.app) ?? ''
  const live = useApp(app)?.live ?? null
  const flow = useSessionStore(rootFlow)
  const [line] = useCallLines(flow)
  const isLive = live !== null && live.state !== 'stopped'
  return (
    <EmptyState
      icon={isLive ? <Radio size={18} /> : <SquareTerminal size={18} />}
      title={isLive ? 'Waiting for the first run' : 'Runs of the deployed flow appear here'}
      actions={line === undefined ? undefined : <Copyable label="Copy the command" text={line.curl} />}
    >
      {isLive && (line === undefined ? `The application is ${liveText(live)}. ${TOLD}` : 'Call it, and its values show up here:')}
      {!isLive && (line === undefined ? `Deploy it. ${TOLD}` : <>Press Deploy, then call <code>{line.title}</code>:</>)}
    </EmptyState>
  )
}
