import type { Json } from '../../../shared/json/json.ts'
import { defaultValue } from '../../../shared/wit/sample-value.ts'
import type { Case, WitType } from '../../../shared/wit/types.ts'
import fields from '../../ui/Field.module.css'
import css from './forms.module.css'
import { type FormProps, ValueForm } from './ValueForm.tsx'

/** A case of a variant or a side of a result, with its payload below. */
export function CasesForm({
  type,
  json,
  onChange,
  onDone,
  label,
}: FormProps<Extract<WitType, { kind: 'variant' | 'result' }>>) {
  const cases: readonly Case[] =
    type.kind === 'variant'
      ? type.cases
      : [
          { name: 'ok', type: type.ok },
          { name: 'err', type: type.err },
        ]
  const name =
    typeof json === 'string' ? json : typeof json === 'object' && json !== null ? (Object.keys(json)[0] ?? '') : ''
  const chosen = cases.find((each) => each.name === name)
  const write = (each: Case, payload: Json) =>
    onChange(each.type === null && type.kind === 'variant' ? each.name : { [each.name]: payload })
  return (
    <>
      <select
        className={fields.control}
        aria-label={`Case of ${label}`}
        value={chosen?.name ?? ''}
        onChange={(event) => {
          const each = cases.find((other) => other.name === event.target.value)
          if (each !== undefined) write(each, each.type === null ? null : defaultValue(each.type))
        }}
      >
        {chosen === undefined && (
          <option value="" disabled>
            Choose a case…
          </option>
        )}
        {cases.map((each) => (
          <option key={each.name}>{each.name}</option>
        ))}
      </select>
      {chosen !== undefined && chosen.type !== null && (
        <div className={css.nested}>
          <ValueForm
            type={chosen.type}
            json={(json as Readonly<Record<string, Json>>)[chosen.name]}
            label={`${label} ${chosen.name}`}
            onDone={onDone}
            onChange={(payload) => write(chosen, payload)}
          />
        </div>
      )}
    </>
  )
}
