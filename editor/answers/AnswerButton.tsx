import { FlaskConical } from 'lucide-react'
import { showNode } from '../commands/inside-commands.ts'
import type { NodeAt } from '../document/flow-uses.ts'
import { Button } from '../ui/Button.tsx'
import { firstAnswer, withAnswer } from './answer-list.ts'
import { useSampleAnswers } from './use-answers.ts'

/** Beside a preview that failed because nothing was typed in for what a node asked. */
export function AnswerButton({ at }: { readonly at: NodeAt }) {
  const given = useSampleAnswers(at)
  const ask = given?.unanswered[0]
  if (given === null || ask === undefined) return null
  const answer = () => {
    given.put(withAnswer(given.answers, firstAnswer(at, ask)))
    showNode(at)
  }
  return <Button size="small" icon={<FlaskConical size={13} aria-hidden />} onClick={answer}>Type in an answer</Button>
}
