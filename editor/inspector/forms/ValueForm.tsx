import type { Json } from '../../../shared/json/json.ts'
import type { PortType } from '../../../shared/wit/types.ts'
import fields from '../../ui/Field.module.css'
import { BytesForm } from './BytesForm.tsx'
import { CasesForm } from './CasesForm.tsx'
import { JsonForm } from './JsonForm.tsx'
import { ListForm } from './ListForm.tsx'
import { NumberForm } from './NumberForm.tsx'
import { OptionForm } from './OptionForm.tsx'
import { PartsForm } from './PartsForm.tsx'
import { TextForm } from './TextForm.tsx'
import { TimeForm } from './TimeForm.tsx'

export interface FormProps<T> {
  readonly type: T
  /** The JSON form of the value; undefined while there is none. */
  readonly json: Json | undefined
  readonly onChange: (json: Json) => void
  /** A field was left: what was typed is one step of the history. */
  readonly onDone: () => void
  readonly label: string
}

/** The form for a value, made from its type. */
export function ValueForm({ type, ...rest }: FormProps<PortType>) {
  switch (type.kind) {
    case 'bool': return <BoolForm {...rest} />
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64': case 'f32':
    case 'f64': return <NumberForm kind={type.kind} {...rest} />
    case 'char': case 'string': return <TextForm type={type} {...rest} />
    case 'known':
      switch (type.name) {
        case 'json': return <JsonForm {...rest} />
        case 'image': return <BytesForm type={type} {...rest} />
        case 'timestamp': return <TimeForm {...rest} />
        case 'html': case 'svg': case 'markdown': case 'csv': case 'url': return <TextForm type={type} {...rest} />
      }
    // eslint-disable-next-line no-fallthrough -- every known name has returned
    case 'list':
      return type.item.kind === 'u8' ? <BytesForm type={type} {...rest} /> : <ListForm type={type} {...rest} />
    case 'option': return <OptionForm type={type} {...rest} />
    case 'record': case 'tuple': return <PartsForm type={type} {...rest} />
    case 'variant': case 'result': return <CasesForm type={type} {...rest} />
    case 'enum': return <EnumForm cases={type.cases} {...rest} />
    case 'flags': return <FlagsForm flags={type.flags} {...rest} />
    case 'any': case 'var': return <JsonForm {...rest} />
    case 'unit': case 'unusable': return null
  }
}

type Plain = Omit<FormProps<never>, 'type'>

function BoolForm({ json, onChange, label }: Plain) {
  return (
    <label className={fields.check}>
      <input
        type="checkbox"
        checked={json === true}
        aria-label={label}
        onChange={(event) => onChange(event.target.checked)}
      />
      {json === true ? 'Yes' : 'No'}
    </label>
  )
}

function EnumForm({ cases, json, onChange, label }: Plain & { readonly cases: readonly string[] }) {
  return (
    <select
      className={fields.control}
      aria-label={label}
      value={typeof json === 'string' ? json : ''}
      onChange={(event) => onChange(event.target.value)}
    >
      {!cases.includes(String(json)) && (
        <option value="" disabled>
          Choose…
        </option>
      )}
      {cases.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  )
}

function FlagsForm({ flags, json, onChange, label }: Plain & { readonly flags: readonly string[] }) {
  const set = Array.isArray(json) ? (json as readonly Json[]) : []
  return (
    <div role="group" aria-label={label}>
      {flags.map((name) => (
        <div key={name}>
          <label className={fields.check}>
            <input
              type="checkbox"
              checked={set.includes(name)}
              onChange={(event) =>
                onChange(flags.filter((flag) => (flag === name ? event.target.checked : set.includes(flag))))
              }
            />
            {name}
          </label>
        </div>
      ))}
    </div>
  )
}
