import { LIMITS, limitsOf, type NodeLimits } from '../../shared/directive/limits.ts'
import type { Node } from '../../shared/directive/schema.ts'
import type { Action } from '../../shared/resolve/types.ts'
import { commit, endGroup, useDocumentStore } from '../document/document-store.ts'
import { withPart } from '../document/ordered-record.ts'
import fields from '../ui/Field.module.css'
import { TextField } from '../ui/TextField.tsx'
import { Section } from './Section.tsx'
import css from './SettingsForm.module.css'
import { printSize, readSize, sizeFlaw } from './size-text.ts'

interface LimitsSectionProps {
  readonly flow: string
  readonly id: string
  readonly node: Node
  readonly kind: Action['kind']
}

const TITLES: Readonly<Record<keyof NodeLimits, string>> = {
  memoryBytes: 'Memory', liftBytes: 'Values that leave the component', valueBytes: 'A value', logBytes: 'Output into the log',
}

/** What keeps one node from taking what all others need, where it differs from what holds for all nodes. */
export function LimitsSection({ flow, id, node, kind }: LimitsSectionProps) {
  const policy = useDocumentStore((state) => state.open?.document.policy)
  const names: readonly (keyof NodeLimits)[] = kind === 'function'
    ? ['memoryBytes', 'liftBytes', 'valueBytes', 'logBytes']
    : kind === 'core' ? ['valueBytes'] : []
  if (names.length === 0) return null
  const forAll = limitsOf({ policy })
  const set = (name: keyof NodeLimits, bytes: number | undefined) => {
    const limits = withPart({ ...node.limits }, name, bytes)
    const value = Object.keys(limits).length === 0 ? undefined : limits
    commit({ kind: 'set-node-part', flow, node: id, part: 'limits', value }, `Limit ${TITLES[name].toLowerCase()}`, `limits:${flow}/${id}.${name}`)
  }
  return (
    <Section title="Limits" closed={node.limits === undefined}>
      {names.map((name) => (
        <div key={name} className={css.field}>
          <div className={fields.label}>{TITLES[name]}</div>
          <TextField
            label={TITLES[name]}
            mono
            value={node.limits?.[name] === undefined ? '' : printSize(node.limits[name])}
            placeholder={printSize(forAll[name])}
            check={(text) => (text.trim() === '' ? null : sizeFlaw(text, LIMITS[name]))}
            onChange={(text) => set(name, readSize(text) ?? undefined)}
            onDone={endGroup}
          />
          <p className={fields.help}>{LIMITS[name].note}</p>
        </div>
      ))}
    </Section>
  )
}
