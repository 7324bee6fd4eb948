import { CornerRightDown } from 'lucide-react'
import { openInside } from '../commands/inside-commands.ts'
import css from './InsideButton.module.css'

/** On a flow that is used as a node: leads to its inside. */
export function InsideButton({ node }: { readonly node: string }) {
  return (
    <button
      type="button"
      className={`${css.button} nodrag`}
      aria-label={`Open the inside of ${node}`}
      data-tip="Open the inside"
      data-tip-keys="↵"
      onClick={() => openInside(node)}
    >
      <CornerRightDown size={14} aria-hidden />
    </button>
  )
}
