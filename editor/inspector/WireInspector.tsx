import { ArrowRight, Unplug } from 'lucide-react'
import { printType } from '../../shared/wit/print.ts'
import { describeType } from '../../shared/wit/sample-value.ts'
import { outputType } from '../canvas/connecting-store.ts'
import { useResolvedNode, useWires } from '../canvas/use-node.ts'
import { useOutputValue } from '../canvas/use-values.ts'
import { removeSelected } from '../commands/node-commands.ts'
import { Button } from '../ui/Button.tsx'
import { ValueView } from '../values/ValueView.tsx'
import css from './WireInspector.module.css'
import { Section } from './Section.tsx'

/** A wire: what it carries, and the last value on it. */
export function WireInspector({ id }: { readonly id: string }) {
  const wire = useWires().find((each) => each.id === id)
  const from = wire?.from ?? null
  const resolved = useResolvedNode(from?.node ?? '')
  const value = useOutputValue(from)
  if (wire === undefined || from === null) return null
  const type = outputType(resolved, from.node, wire.path.slice(from.node.length + 1))
  const to =
    wire.to.kind === 'after' ? `${wire.to.node} waits` : [wire.to.node, wire.to.input, ...wire.to.members].join('.')
  return (
    <>
      <header className={css.head}>
        <div className={css.ends}>
          <code>{wire.path}</code>
          <ArrowRight size={14} aria-label="to" />
          <code>{to}</code>
        </div>
        {type !== null && (
          <p className={css.type} data-tip={describeType(type)}>
            <code>{printType(type, { inline: false })}</code>
          </p>
        )}
        <Button size="small" look="danger" icon={<Unplug size={13} />} onClick={removeSelected}>
          Disconnect
        </Button>
      </header>
      <Section title="Last value">
        {value === undefined || type === null ? (
          <p className={css.none}>Nothing has passed yet.</p>
        ) : (
          <ValueView value={value} type={type} />
        )}
      </Section>
    </>
  )
}
