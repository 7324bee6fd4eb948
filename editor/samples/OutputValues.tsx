import type { PreviewRun } from '../preview/session.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { ValueView } from '../values/ValueView.tsx'
import css from './OutputValues.module.css'

const SHAPE: PortType = { kind: 'known', name: 'json' }

/** What the outputs of a flow gave when it was previewed by itself. */
export function OutputValues({ flow, run }: { readonly flow: string; readonly run: PreviewRun }) {
  const resolved = useResolvedStore((state) => state.resolved.flows.get(flow))
  const given = run.trace.firings.flatMap(({ within, node, inputs }) => {
    const action = within.length === 0 ? resolved?.nodes.get(node)?.action : undefined
    const value = inputs['value']
    return action?.kind === 'sink' && action.sink === 'output' && value !== undefined
      ? [{ name: action.name, value, type: resolved?.signature?.outputs.get(action.name) ?? SHAPE }] : []
  })
  if (given.length === 0) return null
  return (
    <dl className={css.values}>
      {given.map(({ name, value, type }) => (
        <div key={name} className={css.value}>
          <dt>{name}</dt>
          <dd>
            <ValueView value={value} type={type} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
