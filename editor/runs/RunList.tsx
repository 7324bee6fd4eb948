import { type KeyboardEvent, memo, useRef } from 'react'
import type { RunRow } from '../../shared/protocol/messages.ts'
import { clockText, spanText } from '../app/time-text.ts'
import { useDocumentStore } from '../document/document-store.ts'
import css from './RunList.module.css'
import { NodeLabel } from './NodeName.tsx'
import { unpick, useRunStore } from './run-store.ts'
import { showRun } from './show-run.ts'
import { StatusPill } from './StatusPill.tsx'

/** Newest first. The arrow keys go from run to run and show each. */
export function RunList({ rows }: { readonly rows: readonly RunRow[] }) {
  const picked = useRunStore((state) => state.picked?.row.run ?? null)
  const severalFlows = useDocumentStore(({ open }) => Object.keys(open?.document.flows ?? {}).length > 1)
  const list = useRef<HTMLDivElement>(null)
  const at = rows.findIndex(({ run }) => run === picked)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && picked !== null) return unpick()
    const target = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key]
    const row = target === undefined ? undefined : rows[target]
    if (target === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (row === undefined) return
    void showRun(row)
    list.current?.querySelectorAll<HTMLElement>('[role=option]')[target]?.focus()
  }
  return (
    <div ref={list} className={css.list} role="listbox" aria-label="Runs" onKeyDown={onKeyDown}>
      {rows.map((row, index) => (
        <Row
          key={row.seq} row={row} picked={row.run === picked} focusable={index === Math.max(0, at)}
          flow={severalFlows ? row.flow : null}
        />
      ))}
    </div>
  )
}

interface RowProps {
  readonly row: RunRow
  readonly picked: boolean
  readonly focusable: boolean
  readonly flow: string | null
}

const Row = memo(function Row({ row, picked, focusable, flow }: RowProps) {
  const { startedMs, title, status, summary } = row
  return (
    <button
      type="button" role="option" aria-selected={picked} tabIndex={focusable ? 0 : -1} className={css.row}
      data-ok={summary.ok} data-run={row.run}
      onClick={() => void showRun(row)}
    >
      <span className={css.dot}><span className="visually-hidden">{summary.ok ? 'ok' : 'failed'}</span></span>
      <time className={css.time} dateTime={new Date(startedMs).toISOString()}>{clockText(startedMs)}</time>
      <span className={css.title}>
        {title}
        {flow !== null && <span className={css.flow}>{flow}</span>}
        {summary.failure !== null && (
          <span className={css.failure}>
            <NodeLabel flow={row.flow} node={summary.failure.node} />: {summary.failure.message}
          </span>
        )}
      </span>
      {status === null ? <span /> : <StatusPill status={status} />}
      <span className={css.duration}>{spanText(summary.durationMs)}</span>
    </button>
  )
})
