import { Play } from 'lucide-react'
import { fireTrigger } from '../runs/fire-trigger.ts'
import css from './FireButton.module.css'

/** The button of a manual trigger: starts a run of what is deployed. */
export function FireButton({ node }: { readonly node: string }) {
  return (
    <button
      type="button"
      className={`${css.button} nodrag`}
      aria-label={`Press ${node}`}
      data-tip="Start a run of the deployed flow"
      onClick={() => void fireTrigger(node)}
    >
      <Play size={13} fill="currentColor" aria-hidden />
    </button>
  )
}
