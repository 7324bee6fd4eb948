import { CircleAlert, PowerOff, TriangleAlert } from 'lucide-react'
import type { Problem } from '../../shared/directive/problem.ts'
import { useRunStore } from '../runs/run-store.ts'
import { useSessionStore } from '../session/session-store.ts'
import css from './NodeBadges.module.css'
import { countText } from './count-text.ts'
import { useLastFiring } from './use-values.ts'

const PASSING = 'It is not called. A value that fits its output passes through.'

interface NodeBadgesProps {
  readonly node: string
  readonly problems: readonly Problem[]
  readonly disabled: boolean
}

/** What there is to say about a node, on its upper edge: problems of the drawing, and how it fares in runs. */
export function NodeBadges({ node, problems, disabled }: NodeBadgesProps) {
  const flow = useSessionStore((state) => state.flow)
  const live = useSessionStore((state) => state.shows === 'live')
  const fired = useRunStore((state) => (live ? state.counts.fired[`${flow}/${node}`] : undefined))
  const failure = useLastFiring(node)?.failure ?? null
  const [first] = problems
  return (
    <div className={css.badges}>
      {disabled && (
        <span className={css.off} data-tip="Disabled" data-tip-more={PASSING}>
          <PowerOff size={11} aria-hidden /> disabled
        </span>
      )}
      {fired !== undefined && fired.ok > 0 && (
        <span className={css.count} data-tip="Fired since the runtime loaded this deployment">
          {countText(fired.ok)}
        </span>
      )}
      {fired !== undefined && fired.failed > 0 && (
        <span className={css.bad} data-tip="Failed since the runtime loaded this deployment">
          {countText(fired.failed)}
        </span>
      )}
      {failure !== null && (
        <span className={css.bad} data-tip={`Failed: ${failure.kind}`} data-tip-more={failure.message}>
          <CircleAlert size={12} aria-hidden /> {failure.kind}
        </span>
      )}
      {first !== undefined && (
        <span
          className={problems.some(({ severity }) => severity === 'error') ? css.bad : css.warn}
          data-tip={first.message}
          data-tip-more={first.mend}
        >
          <TriangleAlert size={12} aria-hidden />
          {problems.length > 1 && ` ${problems.length}`}
          <span className="visually-hidden">{first.message}</span>
        </span>
      )}
    </div>
  )
}
