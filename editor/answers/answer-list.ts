import { forAny, typedFor } from '../../shared/capabilities/typed-answers.ts'
import { isHttp, type SampleAnswer, type SampleAsk } from '../../shared/directive/sample-answer.ts'
import type { NodeAt } from '../document/flow-uses.ts'

// The answers of one sample, and those of one node among them.

type Answers = readonly SampleAnswer[]

/** What stands there until somebody types another thing. */
export function firstAnswer({ flow, node }: NodeAt, ask: SampleAsk): SampleAnswer {
  return ask.capability === 'wasi:http/outgoing-handler'
    ? { flow, node, ask, answer: { status: 200, body: { json: {} } } }
    : { flow, node, ask, answer: { rows: [] } }
}

/** Behind the others; nothing when there is one already. */
export function withAnswer(answers: Answers, added: SampleAnswer): Answers {
  return typedFor(added.ask, added, answers) === null ? [...answers, added] : answers
}

/** With their positions among all of the sample. */
export function answersOf(answers: Answers, { flow, node }: NodeAt): readonly (readonly [at: number, answer: SampleAnswer])[] {
  return answers.flatMap((each, at) => (each.flow === flow && each.node === node ? [[at, each] as const] : []))
}

/** The same answer, from now on for any parameters of its statement. */
export function forAnyParameters(answer: SampleAnswer): SampleAnswer {
  return isHttp(answer) ? answer : { ...answer, ask: forAny(answer.ask) as typeof answer.ask }
}

/** Each ask once. */
export function distinctAsks(asks: readonly SampleAsk[]): readonly SampleAsk[] {
  return [...new Map(asks.map((ask) => [JSON.stringify(ask), ask])).values()]
}
