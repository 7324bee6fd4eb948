import type { Json } from '../../../shared/json/json.ts'
import { defaultValue } from '../../../shared/wit/sample-value.ts'
import { canBeNull } from '../../../shared/wit/json-write.ts'
import type { WitType } from '../../../shared/wit/types.ts'
import fields from '../../ui/Field.module.css'
import { type FormProps, ValueForm } from './ValueForm.tsx'

/** A value or none. Where the value itself can be null it stands in `{"some": …}`. */
export function OptionForm({ type, json, onChange, onDone, label }: FormProps<Extract<WitType, { kind: 'option' }>>) {
  const wrapped = canBeNull(type.some)
  const isSet = json !== undefined && json !== null
  const inner = wrapped && isSet ? (json as { readonly some?: Json }).some : (json ?? undefined)
  const set = (some: Json) => onChange(wrapped ? { some } : some)
  return (
    <>
      <label className={fields.check}>
        <input type="checkbox" checked={isSet} aria-label={`${label} is set`} onChange={(event) => (event.target.checked ? set(defaultValue(type.some)) : onChange(null))} />
        {isSet ? 'Set' : 'Not set'}
      </label>
      {isSet && <ValueForm type={type.some} json={inner} onChange={set} onDone={onDone} label={label} />}
    </>
  )
}
