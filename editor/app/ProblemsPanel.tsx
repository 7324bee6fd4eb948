import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { useDocumentStore } from '../document/document-store.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { showNode } from '../commands/inside-commands.ts'
import { offerMend } from '../commands/mend.ts'
import type { Problem } from '../../shared/directive/problem.ts'
import { useSessionStore } from '../session/session-store.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import css from './ProblemsPanel.module.css'
import { appRoute, go } from './route.ts'

export function ProblemsPanel() {
  const problems = useResolvedStore((state) => state.resolved.problems)
  if (problems.length === 0) {
    return (
      <EmptyState icon={<CircleCheck size={18} />} title="No problems">
        What keeps a flow from running is listed here while you draw, with what to do about it.
      </EmptyState>
    )
  }
  return (
    <ul className={css.list}>
      {problems.map((problem, at) => (
        <Row key={at} problem={problem} />
      ))}
    </ul>
  )
}

function Row({ problem }: { readonly problem: Problem }) {
  const { severity, message, mend, place } = problem
  const label = useDocumentStore(({ open }) =>
    place.flow === undefined || place.node === undefined
      ? undefined
      : open?.document.flows[place.flow]?.nodes[place.node]?.label,
  )
  const fix = offerMend(problem)
  return (
    <li className={css.row} data-severity={severity}>
      {severity === 'error' ? (
        <CircleAlert size={15} aria-label="Error" />
      ) : (
        <TriangleAlert size={15} aria-label="Warning" />
      )}
      <button type="button" className={css.text} onClick={() => show(problem)}>
        <span className={css.message}>{message}</span>
        <span className={css.mend}>{mend}</span>
      </button>
      <span className={css.place}>
        {[place.flow, label ?? place.node, place.input].filter((part) => part !== undefined).join(' › ')}
      </span>
      {fix !== null && (
        <Button size="small" onClick={fix.run}>
          {fix.label}
        </Button>
      )}
    </li>
  )
}

function show({ place: { flow, node } }: Problem): void {
  const app = useDocumentStore.getState().open?.app
  if (app === undefined || flow === undefined) return
  if (node !== undefined) return showNode({ flow, node })
  if (useSessionStore.getState().flow !== flow) go(appRoute(app, flow))
}
