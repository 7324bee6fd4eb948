import type { Json } from '../../../shared/json/json.ts'
import { canBeNull } from '../../../shared/wit/json-write.ts'
import { defaultValue } from '../../../shared/wit/sample-value.ts'
import type { WitType } from '../../../shared/wit/types.ts'
import { Switch } from '../../ui/Switch.tsx'
import { type FormProps, ValueForm } from './ValueForm.tsx'

type OptionType = Extract<WitType, { kind: 'option' }>

/** A value or none. */
export function OptionForm(props: FormProps<OptionType>) {
  const { type, json, onChange, label } = props
  const isSet = json !== undefined && json !== null
  return (
    <>
      <Switch label={`${label} is set`} on={isSet} onChange={(on) => onChange(on ? setValue(type) : null)} />
      {isSet && <SomeForm {...props} />}
    </>
  )
}

/** The form of an option that is set. */
export function SomeForm({ type, json, onChange, ...rest }: FormProps<OptionType>) {
  const wrapped = canBeNull(type.some)
  const inner = wrapped ? (json as { readonly some?: Json } | null)?.some : json
  return <ValueForm type={type.some} json={inner} onChange={(some) => onChange(wrapped ? { some } : some)} {...rest} />
}

/** What an option has when it has just been set. Where the value itself can be null it stands in `{"some": …}`. */
export function setValue({ some }: OptionType): Json {
  const json = defaultValue(some)
  return canBeNull(some) ? { some: json } : json
}
