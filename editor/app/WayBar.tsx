import { ChevronRight, CornerLeftUp } from 'lucide-react'
import { Fragment, useMemo } from 'react'
import { useOuterTrace } from '../canvas/use-values.ts'
import { leaveInside, leaveTo } from '../commands/inside-commands.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { NodeLabel } from '../runs/NodeName.tsx'
import { rootFlow, showCall, useSessionStore } from '../session/session-store.ts'
import { IconButton } from '../ui/Button.tsx'
import { type CallChoice, callKey, callsAlong, callText } from '../values/call-of-flow.ts'
import css from './WayBar.module.css'

/** Where one is inside of flow nodes, the way back, and which call's values are shown. */
export function WayBar() {
  const way = useSessionStore((state) => state.way)
  const root = useSessionStore(rootFlow)
  const label = useDocumentStore(({ open }) => (root === null ? '' : (open?.document.flows[root]?.label ?? root)))
  const choices = useChoices()
  if (way.length === 0) return null
  const missed = way[choices.length]
  return (
    <nav className={css.bar} aria-label="Inside">
      <IconButton label="Back out" keys="⇧↵" size="small" onClick={leaveInside}>
        <CornerLeftUp size={15} />
      </IconButton>
      <button type="button" className={css.crumb} onClick={() => leaveTo(0)}>
        {label}
      </button>
      {way.map(({ flow, node }, depth) => (
        <Fragment key={`${depth} ${node}`}>
          <ChevronRight size={13} className={css.arrow} aria-hidden />
          {depth === way.length - 1 ? (
            <span className={css.here} aria-current="location">
              <NodeLabel flow={flow} node={node} />
            </span>
          ) : (
            <button type="button" className={css.crumb} onClick={() => leaveTo(depth + 1)}>
              <NodeLabel flow={flow} node={node} />
            </button>
          )}
          {choices[depth] !== undefined && <CallPicker depth={depth} node={node} choice={choices[depth]} />}
        </Fragment>
      ))}
      {missed !== undefined && <span className={css.missed}>not called</span>}
    </nav>
  )
}

function useChoices(): readonly CallChoice[] {
  const way = useSessionStore((state) => state.way)
  const calls = useSessionStore((state) => state.calls)
  const { traces } = useOuterTrace()
  return useMemo(() => callsAlong(traces, way.map(({ node }) => node), calls), [traces, way, calls])
}

interface CallPickerProps {
  readonly depth: number
  readonly node: string
  readonly choice: CallChoice
}

/** Of a flow that was called several times: which call is looked into. */
function CallPicker({ depth, node, choice: { calls, chosen } }: CallPickerProps) {
  if (calls.length === 1) return null
  return (
    <select
      className={css.calls}
      aria-label={`Call of ${node}`}
      data-failed={chosen.failed}
      value={callKey(chosen.frame)}
      onChange={(event) => showCall(depth, event.target.value)}
    >
      {calls.map((call) => (
        <option key={callKey(call.frame)} value={callKey(call.frame)}>
          {callText(call, calls)}
          {call.failed && ' · failed'}
        </option>
      ))}
    </select>
  )
}
