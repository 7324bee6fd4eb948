import { ArrowRight, GripVertical, X } from 'lucide-react'
import { type KeyboardEvent, type PointerEvent, useId } from 'react'
import { parsePath } from '../../../shared/directive/path.ts'
import { memberGetter, membersOf } from '../../../shared/wit/member.ts'
import { printType } from '../../../shared/wit/print.ts'
import type { PortType } from '../../../shared/wit/types.ts'
import type { SwitchRule } from '../../document/commands/switch-rules.ts'
import { endGroup } from '../../document/document-store.ts'
import { IconButton } from '../../ui/Button.tsx'
import fields from '../../ui/Field.module.css'
import { TextField } from '../../ui/TextField.tsx'
import { PortNameField } from '../PortNameField.tsx'
import { conditionsFor, withCondition } from './conditions.ts'
import { RuleValue } from './RuleValue.tsx'
import css from './SwitchForm.module.css'

interface RuleRowProps {
  readonly number: number
  readonly rule: SwitchRule
  /** Of the value that is sorted. */
  readonly type: PortType
  readonly flaws: readonly string[]
  readonly dragged: boolean
  readonly onChange: (rule: SwitchRule) => void
  readonly onRename: (name: string) => void
  readonly onRemove: () => void
  readonly onGrip: (event: PointerEvent<HTMLButtonElement>) => void
  readonly onKey: (event: KeyboardEvent<HTMLButtonElement>) => void
}

/** If what is looked at is so, the value leaves by this port. */
export function RuleRow(props: RuleRowProps) {
  const { number, rule, type, flaws, dragged, onChange, onRename, onRemove, onGrip, onKey } = props
  const label = `rule ${number}`
  const member = typeof rule['member'] === 'string' ? rule['member'] : ''
  const looked = member === '' ? type : (typeOfMember(type, member) ?? JSON_TYPE)
  return (
    <li className={css.rule} aria-label={`Rule ${number}`} data-dragged={dragged}>
      <button
        type="button"
        className={css.grip}
        aria-label={`Move ${label}`}
        data-tip="Drag, or press the arrow keys"
        onPointerDown={onGrip}
        onKeyDown={onKey}
      >
        <GripVertical size={14} aria-hidden />
      </button>
      <div className={css.parts}>
        <div className={css.condition}>
          {(hasMembers(type) || member !== '') && (
            <Member label={label} member={member} rule={rule} type={type} onChange={onChange} />
          )}
          <select
            className={fields.control}
            aria-label={`Condition of ${label}`}
            value={rule.when}
            onChange={(event) => onChange(withCondition(rule, event.target.value, looked))}
          >
            {conditionsFor(looked, rule.when).map(({ when, label: text }) => (
              <option key={when} value={when}>
                {text}
              </option>
            ))}
          </select>
          <RuleValue rule={rule} type={looked} label={label} onChange={onChange} />
        </div>
        <div className={css.port}>
          <ArrowRight size={14} aria-hidden />
          <PortNameField label={`Port of ${label}`} value={rule.name} taken={[]} onRename={onRename} />
        </div>
        {flaws.map((flaw) => (
          <p key={flaw} className={fields.flaw}>
            {flaw}
          </p>
        ))}
      </div>
      <IconButton label={`Remove ${label}`} size="small" onClick={onRemove}>
        <X size={13} />
      </IconButton>
    </li>
  )
}

interface MemberProps {
  readonly label: string
  readonly member: string
  readonly rule: SwitchRule
  readonly type: PortType
  readonly onChange: (rule: SwitchRule) => void
}

function Member({ label, member, rule, type, onChange }: MemberProps) {
  const names = useId()
  const members = membersOf(type)
  return (
    <div>
      <TextField
        label={`Member that ${label} looks at`}
        mono
        {...(members.length === 0 ? {} : { list: names })}
        value={member}
        placeholder="the whole value"
        check={(text) => memberFlaw(type, text)}
        onChange={(text) => onChange(withMember(rule, text))}
        onDone={endGroup}
      />
      <datalist id={names}>
        {members.map(([name]) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  )
}

function withMember({ member: _, ...rule }: SwitchRule, member: string): SwitchRule {
  return (member === '' ? rule : { ...rule, member }) as SwitchRule
}

const JSON_TYPE: PortType = { kind: 'known', name: 'json' }

function hasMembers(type: PortType): boolean {
  if (type.kind === 'any' || type.kind === 'var' || (type.kind === 'known' && type.name === 'json')) return true
  return membersOf(type).length > 0
}

function typeOfMember(type: PortType, member: string): PortType | null {
  const members = parsePath(`value.out.${member}`)?.members
  if (members === undefined) return null
  return type.kind === 'any' || type.kind === 'var' ? JSON_TYPE : (memberGetter(type, members)?.type ?? null)
}

function memberFlaw(type: PortType, text: string): string | null {
  if (text === '') return null
  if (parsePath(`value.out.${text}`) === null) return 'Write members with dots between, such as order.total.'
  return typeOfMember(type, text) === null ? `${printType(type, { inline: false })} has no member ${text}.` : null
}
