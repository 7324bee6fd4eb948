import { HTTP_ERRORS, type TypedHttp } from '../../shared/directive/sample-answer.ts'
import { endGroup } from '../document/document-store.ts'
import { JsonForm } from '../inspector/forms/JsonForm.tsx'
import { membersOf } from '../samples/http-sample.ts'
import fields from '../ui/Field.module.css'
import { Segmented } from '../ui/Segmented.tsx'
import { TextField } from '../ui/TextField.tsx'
import css from './AnswersSection.module.css'

interface HttpAnswerFormProps {
  readonly answer: TypedHttp
  readonly onChange: (answer: TypedHttp) => void
}

type Given = Extract<TypedHttp['answer'], { status: number }>

/** A response: its status and a body as JSON or text, or a failure instead. */
export function HttpAnswerForm({ answer: whole, onChange }: HttpAnswerFormProps) {
  const { answer } = whole
  const put = (next: TypedHttp['answer']) => onChange({ ...whole, answer: next })
  const kind = 'error' in answer ? 'error' : answer.body !== undefined && 'text' in answer.body ? 'text' : 'json'
  const choose = (wanted: typeof kind) => {
    put(wanted === 'error' ? { error: 'connection-refused' } : { ...given(answer), body: wanted === 'json' ? { json: {} } : { text: '' } })
    endGroup()
  }
  return (
    <>
      <Segmented
        small
        label="What it answers"
        value={kind}
        options={[{ value: 'json', label: 'JSON' }, { value: 'text', label: 'Text' }, { value: 'error', label: 'Fails' }]}
        onChange={choose}
      />
      {'error' in answer ? (
        <select
          className={`${fields.control} ${css.part}`}
          aria-label="How it fails"
          value={answer.error}
          onChange={(event) => put({ error: event.target.value as (typeof HTTP_ERRORS)[number] })}
        >
          {HTTP_ERRORS.map((error) => <option key={error}>{error}</option>)}
        </select>
      ) : (
        <Response answer={answer} onChange={put} />
      )}
    </>
  )
}

function Response({ answer, onChange }: { readonly answer: Given; readonly onChange: (answer: Given) => void }) {
  const { status, headers, body = { text: '' } } = answer
  return (
    <>
      <div className={fields.label}>Status</div>
      <TextField
        label="Status"
        mono
        inputMode="numeric"
        value={String(status)}
        check={(text) => (/^[1-5]\d\d$/.test(text) ? null : 'A status goes from 100 to 599.')}
        onChange={(text) => onChange({ ...answer, status: Number(text) })}
        onDone={endGroup}
      />
      <div className={fields.label}>Body</div>
      {'json' in body ? (
        <JsonForm label="Body" json={body.json} onChange={(json) => onChange({ ...answer, body: { json } })} onDone={endGroup} />
      ) : (
        <TextField label="Body" lines value={body.text} onChange={(text) => onChange({ ...answer, body: { text } })} onDone={endGroup} />
      )}
      <details className={css.more} open={headers !== undefined}>
        <summary>Headers</summary>
        <JsonForm
          label="Headers"
          json={headers ?? {}}
          onChange={(json) => {
            const texts = Object.entries(membersOf(json) ?? {}).map(([name, value]) => [name, String(value)])
            const { headers: _, ...rest } = answer
            onChange(texts.length === 0 ? rest : { ...rest, headers: Object.fromEntries(texts) as Record<string, string> })
          }}
          onDone={endGroup}
        />
      </details>
    </>
  )
}

function given(answer: TypedHttp['answer']): Given {
  return 'error' in answer ? { status: 200 } : answer
}
