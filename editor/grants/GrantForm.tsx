import type { CapabilityDefinition } from '../../shared/capabilities/definition.ts'
import type { Node } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'
import { type SettingField, settingFields } from '../../shared/nodes/settings-form.ts'
import { settle } from '../../shared/nodes/settle.ts'
import { setGrantSetting, settingsOf } from '../document/commands/grants.ts'
import { commit, currentDocument, endGroup } from '../document/document-store.ts'
import type { NodeAt } from '../document/flow-uses.ts'
import { SettingInput } from '../inspector/SettingInput.tsx'
import fields from '../ui/Field.module.css'
import { CredentialsInput } from './CredentialsInput.tsx'
import css from './MaySection.module.css'

interface GrantFormProps {
  readonly at: NodeAt
  readonly index: number
  readonly definition: CapabilityDefinition
  readonly grant: NonNullable<Node['grant']>[number]
}

/** How far a grant goes, by the schema of the capability. Limits in numbers are out of sight until one is set. */
export function GrantForm({ at, index, definition, grant }: GrantFormProps) {
  const given = settingsOf(grant)
  const list = settingFields(definition)
  const flaws = flawsOf(definition, given)
  const isLimit = ({ control }: SettingField) => control.kind === 'number'
  const limits = list.filter(isLimit)
  const inputOf = (field: SettingField) => {
    const flaw = flaws.get(field.name)
    const draft = `grant:${at.flow}/${at.node}.${definition.name}.${field.name}`
    const shared = {
      value: given[field.name],
      onChange: (value: Json | undefined) =>
        commit(setGrantSetting(currentDocument(), at, index, field.name, value), `Set ${field.title.toLowerCase()}`, draft),
      onDone: endGroup,
    }
    return (
      <div key={field.name} className={css.setting}>
        <div className={fields.label}>{field.title}</div>
        {definition.name === HTTP && field.name === 'credentials' ? (
          <CredentialsInput {...shared} />
        ) : (
          <SettingInput field={field} draft={draft} {...shared} />
        )}
        {flaw !== undefined ? <p className={fields.flaw}>{flaw}</p> : <p className={fields.help}>{field.help}</p>}
      </div>
    )
  }
  return (
    <>
      {list.filter((field) => !isLimit(field)).map(inputOf)}
      {limits.length > 0 && (
        <details className={css.limits} open={limits.some(({ name }) => given[name] !== undefined)}>
          <summary>Limits</summary>
          {limits.map(inputOf)}
        </details>
      )}
    </>
  )
}

const HTTP = 'wasi:http/outgoing-handler'

function flawsOf({ settings }: CapabilityDefinition, given: Readonly<Record<string, Json>>): ReadonlyMap<string, string> {
  const settled = settle(settings, given, (value) => ({ ok: true, value }))
  if (settled.ok) return new Map()
  return new Map(settled.flaws.map(({ path, message, mend }) => [String(path[0]), `${message} ${mend}`]))
}
