import type { Json } from '../../shared/json/json.ts'
import type { TriggerSettings } from '../../shared/resolve/types.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { endGroup } from '../document/document-store.ts'
import { ValueForm } from '../inspector/forms/ValueForm.tsx'
import { Button } from '../ui/Button.tsx'
import { bodyFlaw } from './body-flaw.ts'
import css from './HttpSampleForm.module.css'
import { JsonField } from './JsonField.tsx'
import { editTypedAs, useSampleStore } from './sample-store.ts'

interface TypedBodyProps {
  readonly settings: Extract<TriggerSettings, { kind: 'http' }>
  readonly body: Json | undefined
  readonly draft: string
  readonly onChange: (json: Json) => void
}

/** A body of a WIT type: the type's own form, or JSON, which may also be what the trigger refuses. */
export function TypedBody({ settings, body, draft, onChange }: TypedBodyProps) {
  const wanted = useSampleStore((state) => state.typedAs)
  const flaw = bodyFlaw(settings, body)
  const asForm = wanted === 'form' && flaw === null
  const hint = flaw === null ? null : `The trigger will refuse it: ${flaw}`
  return (
    <>
      {asForm ? (
        <div className={css.typed}>
          <ValueForm type={settings.bodyType as PortType} json={body} label="Body" onChange={onChange} onDone={endGroup} />
        </div>
      ) : <JsonField label="Body" value={body} draft={draft} onChange={onChange} hint={hint} />}
      <Button
        size="small" look="plain" className={css.other ?? ''} disabled={!asForm && flaw !== null}
        onClick={() => editTypedAs(asForm ? 'json' : 'form')}
      >
        {asForm ? 'Edit as JSON' : 'Edit in a form'}
      </Button>
    </>
  )
}
