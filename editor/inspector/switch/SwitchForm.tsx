import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import type { Node } from '../../../shared/directive/schema.ts'
import { switchNode } from '../../../shared/nodes/switch.ts'
import { useResolvedNode } from '../../canvas/use-node.ts'
import { setSwitch, switchSettings, type SwitchSettings } from '../../document/commands/switch-rules.ts'
import { commit, currentDocument, endGroup } from '../../document/document-store.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import fields from '../../ui/Field.module.css'
import { PortNameField } from '../PortNameField.tsx'
import { Section } from '../Section.tsx'
import { SettingsForm } from '../SettingsForm.tsx'
import { newRule } from './conditions.ts'
import { dragRow, moved } from './move-row.ts'
import { RuleRow } from './RuleRow.tsx'
import css from './SwitchForm.module.css'

interface SwitchFormProps {
  readonly flow: string
  readonly id: string
  readonly node: Extract<Node, { core: string }>
}

const ANY = { kind: 'any' } as const

/** The rules of the node `switch`. What somebody has written otherwise into the directive is shown as it stands. */
export function SwitchForm({ flow, id, node }: SwitchFormProps) {
  const settings = switchSettings(node)
  if (settings === null) return <SettingsForm flow={flow} id={id} node={node} />
  return <Rules flow={flow} id={id} node={node} settings={settings} />
}

function Rules({ flow, id, node, settings }: SwitchFormProps & { readonly settings: SwitchSettings }) {
  const type = useResolvedNode(id)?.inputs[0]?.type ?? ANY
  const list = useRef<HTMLOListElement>(null)
  const [dragged, setDragged] = useState<number | null>(null)
  const { rules, otherwise } = settings
  const names = [...rules.map(({ name }) => name), ...(otherwise === null ? [] : [otherwise])]
  const put = (next: Partial<SwitchSettings>, title: string, group: string | null = null) =>
    commit(setSwitch(currentDocument(), { flow, node: id }, { ...settings, ...next }), title, group)
  const rename = (next: Partial<SwitchSettings>, from: string, to: string) => {
    const renamed = new Map([[from, to]])
    commit(setSwitch(currentDocument(), { flow, node: id }, { ...settings, ...next }, renamed), 'Rename a port')
  }
  const flaws = flawsOf(node)

  const moving = `move-rule:${flow}/${id}`
  const onKey = (at: number) => (event: KeyboardEvent<HTMLButtonElement>) => {
    const to = event.key === 'ArrowUp' ? at - 1 : event.key === 'ArrowDown' ? at + 1 : null
    if (to === null) return
    event.preventDefault()
    event.stopPropagation()
    if (to < 0 || to >= rules.length) return
    put({ rules: moved(rules, at, to) }, 'Move a rule')
    list.current?.querySelectorAll<HTMLElement>(`.${css.grip}`)[to]?.focus()
  }
  const onGrip = (start: number) => (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0 || list.current === null) return
    event.currentTarget.setPointerCapture(event.pointerId)
    setDragged(start)
    dragRow(
      event.currentTarget,
      list.current,
      start,
      (at) => {
        put({ rules: moved(rules, start, at) }, 'Move a rule', moving)
        setDragged(at)
      },
      () => {
        endGroup()
        setDragged(null)
      },
    )
  }
  return (
    <Section title="Rules">
      <p className={css.about}>The value leaves by the port of the first rule that holds.</p>
      <ol ref={list} className={css.list} aria-label="Rules">
        {rules.map((rule, at) => (
          <RuleRow
            key={at}
            number={at + 1}
            rule={rule}
            type={type}
            flaws={flaws.get(at) ?? []}
            dragged={dragged === at}
            onChange={(next) => put({ rules: rules.with(at, next) }, 'Change a rule', `rule:${flow}/${id}.${at}`)}
            onRename={(name) => rename({ rules: rules.with(at, { ...rule, name }) }, rule.name, name)}
            onRemove={() => put({ rules: rules.filter((_, index) => index !== at) }, 'Remove a rule')}
            onGrip={onGrip(at)}
            onKey={onKey(at)}
          />
        ))}
      </ol>
      <Button
        size="small"
        look="plain"
        icon={<Plus size={13} />}
        onClick={() => put({ rules: [...rules, newRule(names, type)] }, 'Add a rule')}
      >
        Add a rule
      </Button>
      {(flaws.get(null) ?? []).map((flaw) => (
        <p key={flaw} className={fields.flaw}>
          {flaw}
        </p>
      ))}
      <div className={css.otherwise}>
        <div className={fields.label}>When no rule holds</div>
        {otherwise === null ? (
          <Button size="small" icon={<Plus size={13} />} onClick={() => put({ otherwise: 'other' }, 'Add a port')}>
            Give the rest a port
          </Button>
        ) : (
          <div className={css.rest}>
            <PortNameField
              label="Port of the rest"
              value={otherwise}
              taken={[]}
              onRename={(name) => rename({ otherwise: name }, otherwise, name)}
            />
            <IconButton
              label="Take the port of the rest out"
              size="small"
              onClick={() => put({ otherwise: null }, 'Remove a port')}
            >
              <X size={13} />
            </IconButton>
          </div>
        )}
      </div>
    </Section>
  )
}

/** What is wrong, by the rule's position; null for the rules as a whole. */
function flawsOf({ with: given = {} }: SwitchFormProps['node']): ReadonlyMap<number | null, readonly string[]> {
  const settled = switchNode.settle(given)
  if (settled.ok) return new Map()
  const placed = settled.flaws.map(({ path: [, at], message, mend }) => ({
    at: typeof at === 'number' ? at : null, text: `${message} ${mend}`,
  }))
  return new Map([...Map.groupBy(placed, ({ at }) => at)].map(([at, flaws]) => [at, flaws.map(({ text }) => text)]))
}
