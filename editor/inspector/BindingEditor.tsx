import { Ellipsis } from 'lucide-react'
import type { Binding } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'
import { memberType, membersOf } from '../../shared/wit/member.ts'
import { printType } from '../../shared/wit/print.ts'
import { defaultValue, describeType } from '../../shared/wit/sample-value.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { familyOf } from '../canvas/port-family.ts'
import { endGroup } from '../document/document-store.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import { Switch } from '../ui/Switch.tsx'
import css from './BindingEditor.module.css'
import { setValue, SomeForm } from './forms/OptionForm.tsx'
import { ValueForm } from './forms/ValueForm.tsx'
import { MemberAdder } from './MemberAdder.tsx'
import { WireChips } from './WireChips.tsx'

export interface BindingEditorProps {
  readonly name: string
  readonly type: PortType
  readonly required: boolean
  readonly binding: Binding | null
  readonly set: (binding: Binding | null, title: string) => void
}

/** A binding with its name, its type, a way to change what kind it is, and below it what it is made of. */
export function BindingEditor({ name, type, required, binding, set }: BindingEditorProps) {
  return (
    <div>
      <div className={css.head}>
        <span className={css.dot} style={{ background: `var(--port-${familyOf(type)})` }} aria-hidden />
        <span className={css.name}>{name}</span>
        {required && binding === null && <span className={css.needed}>needed</span>}
        <code className={css.type} data-tip={describeType(type)} data-tip-code={printType(type)}>{printType(type, { inline: false })}</code>
        {type.kind === 'option' && (binding === null || 'value' in binding) && (
          <Switch label={`${name} is set`} on={binding !== null} onChange={(on) => set(on ? { value: setValue(type) } : null, on ? `Set ${name}` : `Clear ${name}`)} />
        )}
        <MenuButton label={`Where ${name} comes from`} className={css.menu} items={() => sourcesOf(binding, type, name, set)}><Ellipsis size={14} /></MenuButton>
      </div>
      <Source name={name} type={type} required={required} binding={binding} set={set} />
    </div>
  )
}

function Source({ name, type, binding, set }: BindingEditorProps) {
  if (binding === null || 'value' in binding) {
    const change = (json: Json) => set({ value: json }, `Set ${name}`)
    if (type.kind !== 'option') return <ValueForm type={type} json={binding?.value} label={name} onChange={change} onDone={endGroup} />
    return binding === null ? null : <SomeForm type={type} json={binding.value} label={name} onChange={change} onDone={endGroup} />
  }
  if ('from' in binding) return <WireChips name={name} paths={[binding.from].flat()} set={set} />
  if ('config' in binding) return <p className={css.config}>From the configuration: <code>{binding.config}</code></p>
  return <Parts name={name} type={type} binding={binding} set={set} />
}

interface PartsProps {
  readonly name: string
  readonly type: PortType
  readonly binding: Extract<Binding, { record: unknown } | { list: unknown }>
  readonly set: BindingEditorProps['set']
}

/** What is put together of several bindings, each of which may be anything again. */
function Parts({ name, type, binding, set }: PartsProps) {
  if ('list' in binding) {
    const itemType: PortType = type.kind === 'list' ? type.item : JSON_TYPE
    return (
      <div className={css.parts}>
        {binding.list.map((item, at) => (
          <BindingEditor
            key={at} name={String(at + 1)} type={itemType} required={false} binding={item}
            set={(value, title) => set({ list: value === null ? binding.list.filter((_, index) => index !== at) : binding.list.map((other, index) => (index === at ? value : other)) }, title)}
          />
        ))}
      </div>
    )
  }
  const fixed = membersOf(type).map(([member]) => member)
  const names = [...new Set([...fixed, ...Object.keys(binding.record)])]
  const setPart = (member: string) => (value: Binding | null, title: string) => {
    const parts = names.flatMap((other) => {
      const part = other === member ? value : binding.record[other] ?? null
      return part === null ? [] : [[other, part] as const]
    })
    set(parts.length === 0 ? null : { record: Object.fromEntries(parts) }, title)
  }
  return (
    <div className={css.parts}>
      {names.map((member) => (
        <BindingEditor
          key={member} name={member} type={memberType(type, member) ?? JSON_TYPE} required={fixed.includes(member)} binding={binding.record[member] ?? null} set={setPart(member)}
        />
      ))}
      {fixed.length === 0 && <MemberAdder label={`Member of ${name}`} onAdd={(member) => set({ record: { ...binding.record, [member]: { value: null } } }, `Add ${member}`)} />}
    </div>
  )
}

const JSON_TYPE: PortType = { kind: 'known', name: 'json' }

function sourcesOf(binding: Binding | null, type: PortType, name: string, set: BindingEditorProps['set']): readonly MenuItem[] {
  const kind = binding === null ? 'none' : (Object.keys(binding)[0] as string)
  const canHaveParts = membersOf(type).length > 0 || type.kind === 'any' || (type.kind === 'known' && type.name === 'json')
  const literal = (): Json => (type.kind === 'any' || type.kind === 'var' || type.kind === 'unit' ? '' : defaultValue(type))
  const firstParts = (): Binding => ({ record: Object.fromEntries(membersOf(type).map(([member, inner]) => [member, { value: inner.kind === 'any' || inner.kind === 'var' || inner.kind === 'unit' ? null : defaultValue(inner) }])) })
  return [
    { kind: 'heading', label: 'Comes from' },
    { kind: 'action', label: 'A value typed here', checked: kind === 'value', run: () => set({ value: literal() }, `Set ${name}`) },
    ...(canHaveParts ? [{ kind: 'action', label: 'Parts put together', checked: kind === 'record', run: () => set(firstParts(), `Set ${name}`) } as const] : []),
    ...(type.kind === 'list' ? [{ kind: 'action', label: 'Items put together', checked: kind === 'list', run: () => set({ list: [{ value: defaultValue(type.item) }] }, `Set ${name}`) } as const] : []),
    { kind: 'line' },
    { kind: 'action', label: kind === 'from' ? 'Disconnect' : 'Clear', disabled: binding === null, danger: true, run: () => set(null, `Clear ${name}`) },
  ]
}
