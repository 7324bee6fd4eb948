import { Fragment } from 'react'
import type { Json } from '../../shared/json/json.ts'
import type { TriggerSettings } from '../../shared/resolve/types.ts'
import { ConversionError } from '../../shared/wit/conversion-error.ts'
import { fromJson } from '../../shared/wit/json-form.ts'
import { describeType } from '../../shared/wit/sample-value.ts'
import { endGroup } from '../document/document-store.ts'
import { ValueForm } from '../inspector/forms/ValueForm.tsx'
import { Button } from '../ui/Button.tsx'
import fields from '../ui/Field.module.css'
import css from './InputsSampleForm.module.css'
import { membersOf } from './http-sample.ts'
import { JsonField } from './JsonField.tsx'
import { editEvent, type ShownSample } from './sample-actions.ts'
import { draftKey, editTypedAs, useSampleStore } from './sample-store.ts'

type InputsSettings = Extract<TriggerSettings, { kind: 'inputs' }>

interface InputsSampleFormProps {
  readonly settings: InputsSettings
  /** As the sample gives them; what it leaves out is filled in. */
  readonly values: Readonly<Record<string, Json>>
  readonly shown: ShownSample
}

/** The values that a flow gets when it is previewed by itself: a form made from its inputs, or JSON. */
export function InputsSampleForm({ settings: { inputs }, values, shown }: InputsSampleFormProps) {
  const wanted = useSampleStore((state) => state.typedAs)
  const fits = inputs.every(({ name, type }) => flawOf(values[name] ?? null, type) === null)
  const asForm = wanted === 'form' && fits
  const put = (next: Json) => editEvent(shown, { kind: 'inputs', values: next })
  if (inputs.length === 0)
    return <p className={css.about}>This flow takes no values: where it is used it is started by a signal.</p>
  return (
    <>
      {asForm ? (
        <div className={css.form}>
          {inputs.map(({ name, type }) => (
            <Fragment key={name}>
              <div className={fields.label} data-tip={describeType(type)}>
                {name}
              </div>
              <ValueForm
                type={type}
                json={values[name] ?? null}
                label={name}
                onChange={(json) => put({ ...values, [name]: json })}
                onDone={endGroup}
              />
            </Fragment>
          ))}
        </div>
      ) : (
        <JsonField
          label="Values of the inputs"
          value={values}
          draft={draftKey(shown.flow, shown.sample.trigger, shown.index, 'values')}
          onChange={put}
          flawOf={(json) => (membersOf(json) === null ? 'The values are an object: one member for each input.' : null)}
          hint={fits ? null : `The flow will refuse it: ${firstFlaw(inputs, values)}`}
        />
      )}
      <Button
        size="small"
        look="plain"
        className={css.other ?? ''}
        disabled={!asForm && !fits}
        onClick={() => editTypedAs(asForm ? 'json' : 'form')}
      >
        {asForm ? 'Edit as JSON' : 'Edit in a form'}
      </Button>
    </>
  )
}

function firstFlaw(inputs: InputsSettings['inputs'], values: Readonly<Record<string, Json>>): string {
  const flaws = inputs.flatMap(({ name, type }) => {
    const flaw = flawOf(values[name] ?? null, type)
    return flaw === null ? [] : [`${name}: ${flaw}`]
  })
  return flaws[0] ?? ''
}

function flawOf(json: Json, type: InputsSettings['inputs'][number]['type']): string | null {
  try {
    fromJson(json, type)
    return null
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error
    return error.message
  }
}
