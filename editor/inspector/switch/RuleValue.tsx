import type { Json } from '../../../shared/json/json.ts'
import type { PortType } from '../../../shared/wit/types.ts'
import type { SwitchRule } from '../../document/commands/switch-rules.ts'
import { endGroup } from '../../document/document-store.ts'
import { TextField } from '../../ui/TextField.tsx'
import { NumberForm } from '../forms/NumberForm.tsx'
import { ValueForm } from '../forms/ValueForm.tsx'
import { conditionOf } from './conditions.ts'
import { looseKind, printLoose, readLoose } from './loose-value.ts'
import css from './SwitchForm.module.css'

interface RuleValueProps {
  readonly rule: SwitchRule
  /** Of what the rule looks at. */
  readonly type: PortType
  readonly label: string
  readonly onChange: (rule: SwitchRule) => void
}

/** What a rule compares with, in the form that the type asks for. */
export function RuleValue({ rule, type, label, onChange }: RuleValueProps) {
  const part = (member: string, name: string) => ({
    label: `${name} of ${label}`,
    json: rule[member],
    onChange: (json: Json) => onChange({ ...rule, [member]: json } as SwitchRule),
  })
  switch (conditionOf(rule.when)?.compares ?? 'nothing') {
    case 'value': return <AnyValue type={type} {...part('to', 'Value')} />
    case 'size': return <Size type={type} {...part('than', 'Value')} />
    case 'range':
      return (
        <div className={css.range}>
          <Size type={type} {...part('from', 'Least')} />
          <span>and</span>
          <Size type={type} {...part('to', 'Most')} />
        </div>
      )
    case 'text': return <Text {...part('text', 'Text')} />
    case 'pattern': return <Text {...part('pattern', 'Pattern')} hint="* any characters, ? one" />
    case 'nothing': return null
  }
}

interface PartProps {
  readonly label: string
  readonly json: Json | undefined
  readonly onChange: (json: Json) => void
}

function AnyValue({ type, ...rest }: PartProps & { readonly type: PortType }) {
  if (isOpen(type)) return <Loose {...rest} read={readLoose} />
  return <ValueForm type={type} onDone={endGroup} {...rest} />
}

/** A number, or text where that is what is looked at. */
function Size({ type, ...rest }: PartProps & { readonly type: PortType }) {
  switch (type.kind) {
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
    case 'f32': case 'f64':
      return <NumberForm kind={type.kind} onDone={endGroup} {...rest} />
    case 'string': case 'char': return <Text {...rest} />
    default: return <Loose {...rest} read={readSize} />
  }
}

function Text({ label, json, onChange, hint }: PartProps & { readonly hint?: string }) {
  return (
    <TextField
      label={label}
      value={typeof json === 'string' ? json : ''}
      placeholder={hint ?? 'empty text'}
      onChange={onChange}
      onDone={endGroup}
    />
  )
}

function Loose({ label, json, onChange, read }: PartProps & { readonly read: (text: string) => Json }) {
  return (
    <div className={css.loose}>
      <TextField
        label={label}
        mono
        value={json === undefined ? '' : printLoose(json)}
        placeholder="empty text"
        onChange={(text) => onChange(read(text))}
        onDone={endGroup}
      />
      <span className={css.kind}>{looseKind(json ?? '')}</span>
    </div>
  )
}

/** Only numbers and texts have an order. */
function readSize(text: string): Json {
  const json = readLoose(text)
  return typeof json === 'number' || typeof json === 'string' ? json : text
}

function isOpen(type: PortType): boolean {
  if (type.kind === 'known') return type.name === 'json'
  return type.kind === 'any' || type.kind === 'var' || type.kind === 'unit'
}
