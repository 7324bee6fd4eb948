import { CircleAlert, CornerRightDown, KeyRound, PowerOff, TriangleAlert } from 'lucide-react'
import type { Problem } from '../../shared/directive/problem.ts'
import { openFailure, openProblem } from '../commands/inside-commands.ts'
import { useGrantOffer } from '../grants/GrantButton.tsx'
import { useRunStore } from '../runs/run-store.ts'
import { useSessionStore } from '../session/session-store.ts'
import { BusyBadge } from './BusyBadge.tsx'
import css from './NodeBadges.module.css'
import { countText } from './count-text.ts'
import { useLastFiring } from './use-values.ts'

const PASSING = 'It is not called. A value that fits its output passes through.'

interface NodeBadgesProps {
  readonly node: string
  readonly problems: readonly Problem[]
  readonly disabled: boolean
  /** What is wrong inside of it; none for what is no flow. */
  readonly inside: readonly Problem[]
  readonly isFlow: boolean
}

/** What there is to say about a node, on its upper edge: problems of the drawing, and how it fares in runs. */
export function NodeBadges({ node, problems, disabled, inside, isFlow }: NodeBadgesProps) {
  const flow = useSessionStore((state) => state.flow)
  const live = useSessionStore((state) => state.shows === 'live')
  const fired = useRunStore((state) => (live ? state.counts.fired[`${flow}/${node}`] : undefined))
  const failure = useLastFiring(node)?.failure ?? null
  const offer = useGrantOffer({ flow: flow ?? '', node }, failure)
  const [first] = problems
  const worst = inside.find(({ severity }) => severity === 'error') ?? inside[0]
  return (
    <div className={css.badges}>
      {disabled && (
        <span className={css.off} data-tip="Disabled" data-tip-more={PASSING}>
          <PowerOff size={11} aria-hidden /> disabled
        </span>
      )}
      {fired !== undefined && fired.ok > 0 && (
        <span className={css.count} data-tip="Fired since it was deployed">
          {countText(fired.ok)}
        </span>
      )}
      {fired !== undefined && fired.failed > 0 && (
        <span className={css.bad} data-tip="Failed since it was deployed">
          {countText(fired.failed)}
        </span>
      )}
      {live && <BusyBadge flow={flow} node={node} />}
      {failure !== null && !isFlow && offer !== null && (
        <button
          type="button"
          className={`${css.bad} nodrag`}
          aria-label={`${offer.label} to ${node}`}
          data-tip={offer.label}
          data-tip-more={failure.message}
          onClick={offer.run}
        >
          <KeyRound size={11} aria-hidden /> {failure.kind}
        </button>
      )}
      {failure !== null && !isFlow && offer === null && (
        <span className={css.bad} data-tip={`Failed: ${failure.kind}`} data-tip-more={failure.message}>
          <CircleAlert size={12} aria-hidden /> {failure.kind}
        </span>
      )}
      {failure !== null && isFlow && (
        <button
          type="button"
          className={`${css.bad} nodrag`}
          aria-label={`Show where ${node} failed`}
          data-tip={`Failed inside: ${failure.kind}`}
          data-tip-more={failure.message}
          onClick={() => openFailure(node)}
        >
          <CircleAlert size={12} aria-hidden /> {failure.kind} <CornerRightDown size={11} aria-hidden />
        </button>
      )}
      {worst !== undefined && (
        <button
          type="button"
          className={`${worst.severity === 'error' ? css.bad : css.warn} nodrag`}
          aria-label={`${problemCount(inside.length)} inside ${node}`}
          data-tip={`${problemCount(inside.length)} inside`}
          data-tip-more={worst.message}
          onClick={() => openProblem(node, worst)}
        >
          <TriangleAlert size={12} aria-hidden /> {inside.length} <CornerRightDown size={11} aria-hidden />
        </button>
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

function problemCount(count: number): string {
  return count === 1 ? '1 problem' : `${count} problems`
}
