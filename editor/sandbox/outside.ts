import type { Answer, Ask } from '../../shared/capabilities/ask.ts'
import { CAPABILITIES } from '../../shared/capabilities/catalogue.ts'
import { createSimulation } from '../../shared/capabilities/simulate.ts'
import type { SampleAnswer } from '../../shared/directive/sample-answer.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { Call } from '../../shared/engine/types.ts'
import type { WorkerCommand, WorkerReport } from './messages.ts'

/** What stands in a preview for all that is outside: simulated for each run anew, by the grants of the directive. */
export interface Outside {
  /** Takes what it has to know of a command. */
  hear(command: WorkerCommand): void
  answer(by: Call, what: Ask): Answer
}

export function createOutside(post: (report: WorkerReport) => void): Outside {
  let directive: Directive | null = null
  const answers = new Map<string, readonly SampleAnswer[]>()
  const simulations = new Map<string, ReturnType<typeof createSimulation>>()

  function settingsOf(flow: string, node: string, name: string): object {
    const grant = directive?.flows[flow]?.nodes[node]?.grant?.find(({ capability }) => capability === name)
    const read = CAPABILITIES.get(name)?.settings.safeParse(grant?.with ?? {})
    return read?.success === true ? read.data : {}
  }

  function simulationOf(run: string): ReturnType<typeof createSimulation> {
    const known = simulations.get(run)
    if (known !== undefined) return known
    simulations.clear() // runs come one after the other
    const made = createSimulation((ask, { flow, node }) => post({ kind: 'unanswered', flow, node, ask }))
    simulations.set(run, made)
    return made
  }

  return {
    hear(command) {
      if (command.kind === 'load') directive = command.directive
      if (command.kind !== 'run') return
      answers.clear()
      answers.set(command.run, command.answers ?? [])
    },
    answer({ flow, key: { run, node } }, what) {
      const settings = settingsOf(flow, node, what.capability)
      return simulationOf(run)(what, { flow, node, settings, answers: answers.get(run) ?? [] })
    },
  }
}
