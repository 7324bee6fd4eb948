import { ChevronRight } from 'lucide-react'
import { Fragment } from 'react'
import type { Frame, Within } from '../../shared/engine/types.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { wayInside } from '../document/flow-uses.ts'
import css from './CallPath.module.css'
import { NodeLabel } from './NodeName.tsx'

interface CallPathProps {
  /** The flow of the run. */
  readonly flow: string
  readonly within: Within
}

/** The calls of flow nodes that something happened in, before the name of the node: `Hide the address #2 ›`. */
export function CallPath({ flow, within }: CallPathProps) {
  const flows = useDocumentStore(({ open }) => open?.document.flows)
  const { way } = wayInside(flows ?? {}, flow, within.map(({ node }) => node))
  return (
    <span className={css.path}>
      {within.map((frame, depth) => (
        <Fragment key={depth}>
          <NodeLabel flow={way[depth]?.flow ?? ''} node={frame.node} />
          {numbersOf(frame)}
          <ChevronRight size={11} className={css.arrow} aria-hidden />
        </Fragment>
      ))}
    </span>
  )
}

/** Which call it was, where it was not the first and only one: `#2` a turn, `[2]` an item. */
function numbersOf({ tag, element, attempt }: Frame): string {
  const turns = tag.map(({ index }) => index + 1).join(' · ')
  return [
    turns === '' ? '' : ` #${turns}`, element === 0 ? '' : ` [${element}]`, attempt > 1 ? ` attempt ${attempt}` : '',
  ].join('')
}
