import type { Answer } from '../../shared/capabilities/ask.ts'
import type { RunnerAsk } from '../../shared/capabilities/runner-ask.ts'
import { ownRunnersOf } from '../../shared/directive/own-runner.ts'
import type { NodeAt } from '../../shared/runner/messages.ts'
import { createOwnRunner, type OwnRunner, type OwnRunnerOptions } from './own-runner.ts'

/** Those of a deployment's nodes that have a runner of their own. */
export interface OwnRunners {
  readonly loaded: Promise<void>
  has(at: NodeAt): boolean
  /** From the deployment's runner, which is not trusted. */
  ask(at: NodeAt & { readonly run: string }, what: RunnerAsk): Promise<Answer>
  releaseAll(): void
  close(): void
}

const DONE: Answer = { ok: true, value: null }

export function createOwnRunners(options: Omit<OwnRunnerOptions, 'at'>): OwnRunners {
  const runners = new Map(ownRunnersOf(options.directive).map((at): [string, OwnRunner] => [keyOf(at), createOwnRunner({ ...options, at })]))
  return {
    loaded: Promise.all([...runners.values()].map(({ loaded }) => loaded)).then(() => {}),
    has: (at) => runners.has(keyOf(at)),
    async ask(at, what) {
      const runner = runners.get(keyOf(at))
      if (runner === undefined) return { ok: false, kind: 'refused', reason: 'no-grant', message: `The node ${at.node} has no runner of its own.` }
      if (what.op === 'call' && isTexts(what.args)) return runner.call(at.run, what.args)
      runner.release(at.run)
      return DONE
    },
    releaseAll() {
      for (const runner of runners.values()) runner.releaseAll()
    },
    close() {
      for (const runner of runners.values()) runner.close()
    },
  }
}

function isTexts(given: unknown): given is readonly string[] {
  return Array.isArray(given) && given.every((each) => typeof each === 'string')
}

function keyOf({ flow, node }: NodeAt): string {
  return `${flow}/${node}`
}
