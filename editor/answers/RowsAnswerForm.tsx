import type { TypedSqlite } from '../../shared/directive/sample-answer.ts'
import { endGroup } from '../document/document-store.ts'
import fields from '../ui/Field.module.css'
import { Segmented } from '../ui/Segmented.tsx'
import { TextField } from '../ui/TextField.tsx'
import { forAnyParameters } from './answer-list.ts'
import css from './AnswersSection.module.css'
import { rowsFlaw, rowsOf, rowsText } from './rows-text.ts'

interface RowsAnswerFormProps {
  readonly answer: TypedSqlite
  readonly onChange: (answer: TypedSqlite) => void
}

/** The rows that a statement gives, or an error instead. */
export function RowsAnswerForm({ answer: whole, onChange }: RowsAnswerFormProps) {
  const { ask, answer } = whole
  const put = (next: TypedSqlite['answer']) => onChange({ ...whole, answer: next })
  return (
    <>
      <Segmented
        small
        label="What it answers"
        value={'error' in answer ? 'error' : 'rows'}
        options={[{ value: 'rows', label: 'Rows' }, { value: 'error', label: 'Fails' }]}
        onChange={(kind) => {
          put(kind === 'rows' ? { rows: [] } : { error: 'no such table' })
          endGroup()
        }}
      />
      <div className={css.part}>
        {'error' in answer ? (
          <TextField label="Error" value={answer.error} onChange={(error) => put({ error })} onDone={endGroup} />
        ) : (
          <TextField
            label="Rows"
            mono
            lines
            value={rowsText(answer.rows)}
            placeholder={'[{ "name": "Ada" }]'}
            check={rowsFlaw}
            onChange={(text) => put({ rows: [...rowsOf(text)] })}
            onDone={endGroup}
          />
        )}
      </div>
      {ask.parameters !== undefined && ask.parameters.length > 0 && (
        <label className={fields.check}>
          <input type="checkbox" checked={false} onChange={() => onChange(forAnyParameters(whole) as TypedSqlite)} />
          For any parameters
        </label>
      )}
    </>
  )
}
