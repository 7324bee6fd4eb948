import { Ellipsis } from 'lucide-react'
import { printPath } from '../../shared/directive/path.ts'
import type { Binding } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'
import { memberType, membersOf } from '../../shared/wit/member.ts'
import { printType } from '../../shared/wit/print.ts'
import { defaultValue, describeType } from '../../shared/wit/sample-value.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { familyOf } from '../canvas/port-family.ts'
import { openMenu } from '../commands/menu-store.ts'
import { endGroup } from '../document/document-store.ts'
import type { Point } from '../document/edit.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import { MenuButton } from '../ui/MenuButton.tsx'
import { Switch } from '../ui/Switch.tsx'
import type { BindingPlace } from './binding-place.ts'
import css from './BindingEditor.module.css'
import { setValue, SomeForm } from './forms/OptionForm.tsx'
import { ValueForm } from './forms/ValueForm.tsx'
import { MemberAdder } from './MemberAdder.tsx'
import { VariableChip } from './VariableChip.tsx'
import { variablesFor } from './variable-choices.ts'
import { WireChips } from './WireChips.tsx'
import { wireSources } from './wire-sources.ts'

export interface BindingEditorProps {
  readonly name: string
  readonly place: BindingPlace
  readonly type: PortType
  readonly required: boolean
  readonly binding: Binding | null
  readonly set: (binding: Binding | null, title: string) => void
}

/** A binding with its name, its type, a way to change what kind it is, and below it what it is made of. */
export function BindingEditor(props: BindingEditorProps) {
  const { name, type, required, binding, set } = props
  return (
    <div>
      <div className={css.head}>
        <span className={css.dot} style={{ background: `var(--port-${familyOf(type)})` }} aria-hidden />
        <span className={css.name}>{name}</span>
        {required && binding === null && <span className={css.needed}>needed</span>}
        <code className={css.type} data-tip={describeType(type)} data-tip-code={printType(type)}>
          {printType(type, { inline: false })}
        </code>
        {type.kind === 'option' && (binding === null || 'value' in binding) && (
          <Switch
            label={`${name} is set`}
            on={binding !== null}
            onChange={(on) => set(on ? { value: setValue(type) } : null, on ? `Set ${name}` : `Clear ${name}`)}
          />
        )}
        <MenuButton label={`Where ${name} comes from`} className={css.menu} items={(at) => sourcesOf(props, at)}>
          <Ellipsis size={14} />
        </MenuButton>
      </div>
      <Source {...props} />
    </div>
  )
}

function Source({ name, place, type, binding, set }: BindingEditorProps) {
  if (binding === null || 'value' in binding) {
    const change = (json: Json) => set({ value: json }, `Set ${name}`)
    if (type.kind !== 'option')
      return <ValueForm type={type} json={binding?.value} label={name} onChange={change} onDone={endGroup} />
    return binding === null ? null : (
      <SomeForm type={type} json={binding.value} label={name} onChange={change} onDone={endGroup} />
    )
  }
  if ('from' in binding) return <WireChips name={name} paths={[binding.from].flat()} set={set} />
  if ('config' in binding)
    return <VariableChip name={name} variable={binding.config} onClear={() => set(null, `Clear ${name}`)} />
  return <Parts name={name} place={place} type={type} binding={binding} set={set} />
}

interface PartsProps {
  readonly name: string
  readonly place: BindingPlace
  readonly type: PortType
  readonly binding: Extract<Binding, { record: unknown } | { list: unknown }>
  readonly set: BindingEditorProps['set']
}

/** What is put together of several bindings, each of which may be anything again. */
function Parts({ name, place, type, binding, set }: PartsProps) {
  if ('list' in binding) {
    const itemType: PortType = type.kind === 'list' ? type.item : JSON_TYPE
    return (
      <div className={css.parts}>
        {binding.list.map((item, at) => (
          <BindingEditor
            key={at}
            name={String(at + 1)}
            place={below(place, String(at))}
            type={itemType}
            required={false}
            binding={item}
            set={(value, title) =>
              set(
                {
                  list:
                    value === null
                      ? binding.list.filter((_, index) => index !== at)
                      : binding.list.map((other, index) => (index === at ? value : other)),
                },
                title,
              )
            }
          />
        ))}
      </div>
    )
  }
  const fixed = membersOf(type).map(([member]) => member)
  const names = [...new Set([...fixed, ...Object.keys(binding.record)])]
  const setPart = (member: string) => (value: Binding | null, title: string) => {
    const parts = names.flatMap((other) => {
      const part = other === member ? value : (binding.record[other] ?? null)
      return part === null ? [] : [[other, part] as const]
    })
    set(parts.length === 0 ? null : { record: Object.fromEntries(parts) }, title)
  }
  return (
    <div className={css.parts}>
      {names.map((member) => (
        <BindingEditor
          key={member}
          name={member}
          place={below(place, member)}
          type={memberType(type, member) ?? JSON_TYPE}
          required={fixed.includes(member)}
          binding={binding.record[member] ?? null}
          set={setPart(member)}
        />
      ))}
      {fixed.length === 0 && (
        <MemberAdder
          label={`Member of ${name}`}
          onAdd={(member) => set({ record: { ...binding.record, [member]: { value: null } } }, `Add ${member}`)}
        />
      )}
    </div>
  )
}

/** As the resolver names parts of an input: odd names in quotes. */
function below({ node, input }: BindingPlace, member: string): BindingPlace {
  return { node, input: printPath({ node: input, port: member, members: [] }) }
}

const JSON_TYPE: PortType = { kind: 'known', name: 'json' }

function sourcesOf({ name, place, type, binding, set }: BindingEditorProps, at: Point): readonly MenuItem[] {
  const kind = binding === null ? 'none' : Object.keys(binding)[0]
  const parts = membersOf(type)
  const canHaveParts = parts.length > 0 || type.kind === 'any' || (type.kind === 'known' && type.name === 'json')
  const take = (label: string, as: string, made: () => Binding): MenuItem => ({
    kind: 'action',
    label,
    checked: kind === as,
    run: () => set(made(), `Set ${name}`),
  })
  const firstParts = () => ({
    record: Object.fromEntries(parts.map(([member, inner]) => [member, { value: firstValue(inner) }])),
  })
  return [
    { kind: 'heading', label: 'Comes from' },
    take('A value typed here', 'value', () => ({ value: firstValue(type) })),
    {
      kind: 'action',
      label: 'An output of another node…',
      checked: kind === 'from',
      run: () => openMenu({ at, label: `Outputs that fit ${name}`, items: outputsFor(place, name, set) }),
    },
    {
      kind: 'action',
      label: 'A variable of the application…',
      checked: kind === 'config',
      run: () => openMenu({ at, label: `Variables for ${name}`, items: variablesFor({ name, place, type, binding, set }) }),
    },
    ...(canHaveParts ? [take('Parts put together', 'record', firstParts)] : []),
    ...(type.kind === 'list'
      ? [take('Items put together', 'list', () => ({ list: [{ value: defaultValue(type.item) }] }))]
      : []),
    { kind: 'line' },
    {
      kind: 'action',
      label: kind === 'from' ? 'Disconnect' : 'Clear',
      disabled: binding === null,
      danger: true,
      run: () => set(null, `Clear ${name}`),
    },
  ]
}

function outputsFor(place: BindingPlace, name: string, set: BindingEditorProps['set']): readonly MenuItem[] {
  const sources = wireSources(place.node, place.input)
  if (sources.length === 0) return [{ kind: 'heading', label: 'No output of this flow fits' }]
  return sources.map(({ path }) => ({ kind: 'action', label: path, run: () => set({ from: path }, `Connect ${name}`) }))
}

function firstValue(type: PortType): Json {
  return type.kind === 'any' || type.kind === 'var' || type.kind === 'unit' ? null : defaultValue(type)
}
