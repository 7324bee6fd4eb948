import type { Node } from '../../shared/directive/schema.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { useResolvedNode } from '../canvas/use-node.ts'
import { useLastFiring, useShownTrace } from '../canvas/use-values.ts'
import { spanText } from '../app/time-text.ts'
import { ValueView } from '../values/ValueView.tsx'
import css from './LastValues.module.css'
import { Section } from './Section.tsx'

const JSON_TYPE: PortType = { kind: 'known', name: 'json' }

/** What the node last took and gave, at full size. */
export function LastValues({ id, node }: { readonly id: string; readonly node: Node }) {
  const firing = useLastFiring(id)
  const waiting = useShownTrace().waiting.get(id)
  const resolved = useResolvedNode(id)
  if (firing === undefined) {
    return waiting === undefined ? null : (
      <Section title="Values">
        <p className={css.waiting}>It still waited for {waiting.join(', ')} when the run ended.</p>
      </Section>
    )
  }
  const inputTypeOf = (name: string): PortType => {
    const input = resolved?.inputs.find((each) => each.name === name)
    if (input === undefined) return JSON_TYPE
    return input.type.kind === 'any' && input.binding?.kind === 'from'
      ? (input.binding.sources[0]?.type ?? JSON_TYPE)
      : input.type
  }
  const given = 'sink' in node ? Object.entries(firing.inputs) : []
  return (
    <Section
      title="Values"
      extra={
        <span className={css.time}>
          {spanText(firing.durationMs)}
          {firing.attempt > 1 && ` · attempt ${firing.attempt}`}
        </span>
      }
    >
      {firing.failure !== null && (
        <p className={css.failure}>
          <b>{firing.failure.kind}</b> {firing.failure.message}
        </p>
      )}
      {given.map(([name, value]) => (
        <div key={name} className={css.value}>
          <h4>{name}</h4>
          <ValueView value={value} type={inputTypeOf(name)} />
        </div>
      ))}
      {Object.entries(firing.outputs)
        .filter(([port]) => port !== 'failed' && port !== 'result')
        .map(([port, value]) => (
          <div key={port} className={css.value}>
            <h4>{port}</h4>
            <ValueView value={value} type={resolved?.outputs.get(port) ?? JSON_TYPE} />
          </div>
        ))}
    </Section>
  )
}
