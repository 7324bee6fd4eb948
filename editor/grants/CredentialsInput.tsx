import { Plus, X } from 'lucide-react'
import type { Json } from '../../shared/json/json.ts'
import { useDocumentStore } from '../document/document-store.ts'
import { withPart } from '../document/ordered-record.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import fields from '../ui/Field.module.css'
import { Segmented } from '../ui/Segmented.tsx'
import { TextField } from '../ui/TextField.tsx'
import { showVariables } from '../variables/variables-store.ts'
import css from './CredentialsInput.module.css'

type Members = Readonly<Record<string, Json>>

interface CredentialsInputProps {
  readonly value: Json | undefined
  readonly onChange: (value: Json | undefined) => void
  readonly onDone: () => void
}

/** Headers that the host adds to requests. Values are secret variables: the component never sees them, nor does the directive. */
export function CredentialsInput({ value, onChange, onDone }: CredentialsInputProps) {
  const rows = Array.isArray(value) ? (value as readonly Members[]) : []
  const put = (next: readonly Members[]) => onChange(next.length === 0 ? undefined : next)
  return (
    <>
      <ul className={css.list} aria-label="Credentials">
        {rows.map((row, at) => (
          <li key={at} className={css.row}>
            <CredentialRow row={row} onDone={onDone} onChange={(next) => put(rows.map((each, index) => (index === at ? next : each)))} />
            <span className={css.remove}>
              <IconButton
                label={`Remove the credential ${at + 1}`}
                size="small"
                onClick={() => {
                  put(rows.toSpliced(at, 1))
                  onDone()
                }}
              >
                <X size={13} />
              </IconButton>
            </span>
          </li>
        ))}
      </ul>
      <Button size="small" look="plain" icon={<Plus size={13} />} onClick={() => put([...rows, BEARER])}>
        Add a credential
      </Button>
    </>
  )
}

const BEARER: Members = { host: '', header: 'authorization', config: '', prefix: 'Bearer ' }
const OAUTH2: Members = { tokenUrl: '', clientId: '', clientSecret: '' }

interface CredentialRowProps {
  readonly row: Members
  readonly onChange: (row: Members) => void
  readonly onDone: () => void
}

function CredentialRow({ row, onChange, onDone }: CredentialRowProps) {
  const oauth2 = row['oauth2'] as Members | undefined
  const host = row['host'] ?? ''
  const field = (whole: Members, name: string, title: string, placeholder: string, put: (next: Members) => void) => (
    <div className={css.cell}>
      <div className={fields.label}>{title}</div>
      <TextField
        label={title}
        mono
        value={String(whole[name] ?? '')}
        placeholder={placeholder}
        onDone={onDone}
        onChange={(text) => put(name === 'scope' || name === 'prefix' ? withPart<Record<string, Json>, string>({ ...whole }, name, text === '' ? undefined : text) : { ...whole, [name]: text })}
      />
    </div>
  )
  const putOauth2 = (next: Members) => onChange({ host, oauth2: next })
  return (
    <>
      <Segmented
        small
        label="Kind of credential"
        value={oauth2 === undefined ? 'header' : 'oauth2'}
        options={[{ value: 'header', label: 'A header' }, { value: 'oauth2', label: 'OAuth 2 client' }]}
        onChange={(kind) => {
          onChange(kind === 'header' ? { ...BEARER, host } : { host, oauth2: OAUTH2 })
          onDone()
        }}
      />
      {field(row, 'host', 'For the host', 'api.example.com', onChange)}
      {oauth2 === undefined ? (
        <>
          {field(row, 'header', 'Header', 'authorization', onChange)}
          {field(row, 'prefix', 'Before the secret', 'Bearer ', onChange)}
          <SecretPicker value={String(row['config'] ?? '')} title="Secret" onChange={(config) => onChange({ ...row, config })} />
        </>
      ) : (
        <>
          {field(oauth2, 'tokenUrl', 'Address of tokens', 'https://…/token', putOauth2)}
          {field(oauth2, 'clientId', 'Client', 'client id', putOauth2)}
          <SecretPicker
            value={String(oauth2['clientSecret'] ?? '')}
            title="Secret of the client"
            onChange={(clientSecret) => putOauth2({ ...oauth2, clientSecret })}
          />
          {field(oauth2, 'scope', 'Scope', 'none', putOauth2)}
        </>
      )}
    </>
  )
}

interface SecretPickerProps {
  readonly title: string
  readonly value: string
  readonly onChange: (name: string) => void
}

function SecretPicker({ title, value, onChange }: SecretPickerProps) {
  const config = useDocumentStore((state) => state.open?.document.config)
  const secrets = Object.entries(config ?? {}).flatMap(([name, { secret }]) => (secret === true ? [name] : []))
  const known = value === '' || secrets.includes(value)
  return (
    <div className={css.cell}>
      <div className={fields.label}>{title}</div>
      <select
        className={fields.control}
        aria-label={title}
        aria-invalid={!known}
        value={value}
        onChange={(event) => (event.target.value === DECLARE ? showVariables(true) : onChange(event.target.value))}
      >
        <option value="" disabled>Choose a secret variable…</option>
        {secrets.map((name) => <option key={name}>{name}</option>)}
        {!known && <option value={value}>{value} (no secret variable)</option>}
        <option value={DECLARE}>Declare one…</option>
      </select>
    </div>
  )
}

const DECLARE = '\0declare'
