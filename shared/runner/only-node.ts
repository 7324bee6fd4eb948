import type { Answer, Ask } from '../capabilities/ask.ts'
import { printedOutcome } from '../engine/journal-entry.ts'
import type { JournalLog } from '../engine/journal.ts'
import type { Call, Outcome } from '../engine/types.ts'
import type { ComponentHost } from '../host/types.ts'
import type { Action } from '../resolve/types.ts'
import { ConversionError } from '../wit/conversion-error.ts'
import { checkJsonText } from '../wit/json-form.ts'
import { compileTextReader } from '../wit/json-text.ts'
import type { Value } from '../wit/value.ts'
import { instancesForRun, type RunInstances } from './instances.ts'
import type { Called, NodeAt, RunnerCommand } from './messages.ts'
import { whenDone } from './when-done.ts'

/** What a runner is that makes the calls of one node for runs that go on elsewhere. */
export interface OnlyNode {
  call(command: Extract<RunnerCommand, { kind: 'call' }>): void
  release(run: string): void
}

export interface OnlyNodeOptions {
  readonly at: NodeAt
  readonly action: Extract<Action, { kind: 'function' }>
  readonly host: ComponentHost
  readonly post: (report: Called) => void
  readonly now: () => number
  readonly randomBytes: (count: number) => Uint8Array
  readonly ask: (by: Call, what: Ask) => Promise<Answer>
  readonly sleep: (ms: number) => Promise<void>
  readonly enter: (call: Call) => void
  readonly leave: () => void
}

export function createOnlyNode(
  { at: { flow, node }, action: { fn, digest }, host, post, enter, leave, ...surroundings }: OnlyNodeOptions,
): OnlyNode {
  /** A run's calls share an instance, as they would anywhere. */
  const byRun = new Map<string, RunInstances>()
  const logged = new Map<Call, JournalLog[]>()
  const readers = fn.params.map(({ type }) => compileTextReader(type))

  function instancesOf(run: string): RunInstances {
    let instances = byRun.get(run)
    if (instances === undefined) {
      instances = instancesForRun({
        ...surroundings,
        hostOf: () => host,
        log: (call, entry) => void logged.get(call)?.push(entry),
        suspended: () => leave(),
        resumed: enter,
      })
      byRun.set(run, instances)
    }
    return instances
  }

  function made(call: Call): Outcome | Promise<Outcome> {
    enter(call)
    return whenDone(instancesOf(call.key.run).call(call), leave)
  }

  return {
    call({ call: number, run, args }) {
      const logs: JournalLog[] = []
      const given = argsFrom(args, readers)
      // The number of the call stands in its key, by which the watchdog names it.
      const call: Call = { key: { run, within: [], node, tag: [], element: number, attempt: 1 }, flow, digest, fn, args: given ?? [] }
      logged.set(call, logs)
      const wrong: Outcome = { ok: false, kind: 'bad-value', message: 'What goes into the node did not arrive whole' }
      void whenDone(given === null ? wrong : made(call), (outcome) => {
        logged.delete(call)
        post({ kind: 'called', call: number, outcome: printedOutcome(outcome, fn), logs })
      })
    },
    release(run) {
      byRun.get(run)?.release()
      byRun.delete(run)
    },
  }
}

/** They come from a process that runs strangers' code. */
function argsFrom(texts: readonly string[], readers: readonly ((text: string) => Value)[]): readonly Value[] | null {
  if (texts.length !== readers.length) return null
  try {
    return readers.map((read, index) => {
      const text = texts[index] as string
      checkJsonText(text)
      return read(text)
    })
  } catch (error) {
    if (error instanceof ConversionError) return null
    throw error
  }
}
