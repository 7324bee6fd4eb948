import { FlaskConical, X } from 'lucide-react'
import { askText } from '../../shared/capabilities/simulate.ts'
import { isHttp, type SampleAnswer, type SampleAsk } from '../../shared/directive/sample-answer.ts'
import { endGroup } from '../document/document-store.ts'
import type { NodeAt } from '../document/flow-uses.ts'
import { Section } from '../inspector/Section.tsx'
import { Button, IconButton } from '../ui/Button.tsx'
import { answersOf, firstAnswer, withAnswer } from './answer-list.ts'
import css from './AnswersSection.module.css'
import { HttpAnswerForm } from './HttpAnswerForm.tsx'
import { RowsAnswerForm } from './RowsAnswerForm.tsx'
import { useSampleAnswers } from './use-answers.ts'

/** What a node is told in previews of the sample in view when it asks for something outside. */
export function AnswersSection({ at }: { readonly at: NodeAt }) {
  const given = useSampleAnswers(at)
  if (given === null) return null
  const { answers, unanswered, put } = given
  const own = answersOf(answers, at)
  if (own.length === 0 && unanswered.length === 0) return null
  return (
    <Section title="Answers in previews">
      <ul className={css.list} aria-label="Answers in previews">
        {unanswered.map((ask) => (
          <Unanswered key={JSON.stringify(ask)} ask={ask} onAnswer={() => put(withAnswer(answers, firstAnswer(at, ask)))} />
        ))}
        {own.map(([position, answer]) => (
          <Typed
            key={position}
            answer={answer}
            onChange={(next) => put(answers.with(position, next))}
            onRemove={() => {
              put(answers.toSpliced(position, 1))
              endGroup()
            }}
          />
        ))}
      </ul>
    </Section>
  )
}

function Unanswered({ ask, onAnswer }: { readonly ask: SampleAsk; readonly onAnswer: () => void }) {
  return (
    <li className={css.waiting} aria-label={askText(ask)}>
      <p>This node asks</p>
      <code className={css.ask}>{askText(ask)}</code>
      <Parameters ask={ask} />
      <p>Previews touch nothing outside. Type in what it shall answer.</p>
      <Button size="small" icon={<FlaskConical size={13} aria-hidden />} onClick={onAnswer}>Type in an answer</Button>
    </li>
  )
}

function Parameters({ ask }: { readonly ask: SampleAsk }) {
  if (!('parameters' in ask) || ask.parameters === undefined || ask.parameters.length === 0) return null
  return <p className={css.parameters}>with {ask.parameters.map((value) => JSON.stringify(value)).join(', ')}</p>
}

interface TypedProps {
  readonly answer: SampleAnswer
  readonly onChange: (answer: SampleAnswer) => void
  readonly onRemove: () => void
}

function Typed({ answer, onChange, onRemove }: TypedProps) {
  const { ask } = answer
  return (
    <li className={css.typed} aria-label={askText(ask)}>
      <div className={css.head}>
        <code className={css.ask}>{askText(ask)}</code>
        <IconButton label={`Remove the answer of ${askText(ask)}`} size="small" onClick={onRemove}><X size={13} /></IconButton>
      </div>
      <Parameters ask={ask} />
      {isHttp(answer) ? <HttpAnswerForm answer={answer} onChange={onChange} /> : <RowsAnswerForm answer={answer} onChange={onChange} />}
    </li>
  )
}
