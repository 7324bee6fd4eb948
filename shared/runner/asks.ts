import type { Answer, Ask } from '../capabilities/ask.ts'
import { pack, unpack } from '../capabilities/packed.ts'
import type { RunnerAsk } from '../capabilities/runner-ask.ts'
import type { Call } from '../engine/types.ts'
import type { RunnerCommand, RunnerReport } from './messages.ts'

/** What components of a runner asked for and wait for. */
export interface Asks {
  ask(by: Call, what: Ask | RunnerAsk): Promise<Answer>
  answer(command: Extract<RunnerCommand, { kind: 'answer' }>): void
}

export function createAsks(post: (report: RunnerReport) => void): Asks {
  const waiting = new Map<number, (answer: Answer) => void>()
  let last = 0
  return {
    ask({ key: { run, node }, flow }, what) {
      const ask = ++last
      post({ kind: 'ask', ask, run, flow, node, what: pack(what) })
      return new Promise((resolve) => waiting.set(ask, resolve))
    },
    answer({ ask, answer }) {
      waiting.get(ask)?.(unpack(answer) as Answer)
      waiting.delete(ask)
    },
  }
}
