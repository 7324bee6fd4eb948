import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useResolvedStore } from '../document/resolved-store.ts'
import { openBottom } from '../session/panels-store.ts'
import css from './ProblemsButton.module.css'

export function ProblemsButton() {
  const problems = useResolvedStore((state) => state.resolved.problems)
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const state = errors > 0 ? 'bad' : problems.length > 0 ? 'warn' : 'fine'
  const text =
    problems.length === 0 ? 'No problems' : problems.length === 1 ? '1 problem' : `${problems.length} problems`
  return (
    <button
      type="button"
      className={css.button}
      data-state={state}
      aria-label={text}
      data-tip={text}
      onClick={() => openBottom('problems')}
    >
      {problems.length === 0 ? (
        <CircleCheck size={16} />
      ) : (
        <>
          <TriangleAlert size={15} /> {problems.length}
        </>
      )}
    </button>
  )
}
