import { isDeepStrictEqual } from 'node:util'
import { problem, ProblemError } from '../../shared/directive/problem.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { Calls } from '../../shared/host/calls.ts'
import type { RunSummary, Trace, TracedFiring } from '../../shared/runner/messages.ts'
import type { Recording } from '../../shared/runner/recording.ts'
import { eventFromJson } from '../../shared/triggers/event-json.ts'
import { withConfigValues, type ConfigValues } from '../deployments/config-values.ts'
import { openLocalLibrary, type LocalLibraryOptions } from '../local-library.ts'
import { detectConfinement } from '../runner/confinement.ts'
import { startRunnerProcess } from '../runner/runner-process.ts'
import { loadRunner, type Runner } from '../runner/runner.ts'
import { bringPackages } from './bring-packages.ts'
import { readApplicationFile } from './read-file.ts'
import { readRecorded } from './read-recorded.ts'

export interface ReplayOptions extends LocalLibraryOptions {
  readonly file: string
  readonly recording: string
  readonly calls: Calls
  readonly config: ConfigValues
  readonly memoryBytes: number
}

const MAX_SHOWN = 160

/**
 * Makes a recorded run go again without a call of what the recording has, and prints its firings, one a line. Gives the
 * exit code: 1 when it does not come out as it was recorded. Throws `ProblemError`.
 */
export async function replayFile(options: ReplayOptions, defaultStoreDir: string, print: (line: string) => void): Promise<number> {
  const application = await readApplicationFile(options.file)
  const { recording, trace: recorded } = await readRecorded(options.recording)
  const { directive, problems } = withConfigValues(application.directive, options.config)
  if (problems.length > 0) throw new ProblemError(problems)
  checkTrigger(directive, recording)
  const { library, cacheDir, close } = await openLocalLibrary(options)
  try {
    await bringPackages(application, library, defaultStoreDir)
    const { calls, memoryBytes } = options
    const process = startRunnerProcess({ cacheDir, memoryBytes, calls, confinement: await detectConfinement() })
    const runner = await loadRunner(process, directive, {
      ask: async ({ what: _ }) => ({ ok: false, kind: 'refused', reason: 'no-grant', message: 'Nothing outside is touched while a run is replayed' }),
      counts() {},
      died() {},
    })
    const { summary, trace } = await replayed(runner, recording)
    runner.close()
    for (const firing of trace?.firings ?? []) print(lineOf(firing))
    print(endOf(summary))
    if (recorded === null || trace === null) return summary.failure?.kind === 'cancelled' ? 1 : 0
    const same = isDeepStrictEqual(JSON.parse(JSON.stringify(trace)), recorded)
    print(same ? 'It is the recorded run, bit for bit.' : differenceOf(trace, recorded))
    return same ? 0 : 1
  } finally {
    await close()
  }
}

function checkTrigger({ flows }: Directive, { flow, trigger }: Recording): void {
  const node = flows[flow]?.nodes[trigger]
  if (node !== undefined && 'trigger' in node) return
  const mend = 'Give the application as it was when the run was recorded.'
  throw new ProblemError([problem('bad-recording', {}, `The run began at the trigger ${trigger} of the flow ${flow}, which is not there.`, mend)])
}

function replayed(runner: Runner, { run, flow, trigger, event, journal }: Recording): Promise<{ readonly summary: RunSummary; readonly trace: Trace | null }> {
  return new Promise((resolve) => {
    runner.run({ kind: 'run', run, flow, trigger, event: eventFromJson(event), trace: true, journal, replied: true }, {
      reply() {},
      ended: (summary, trace) => resolve({ summary, trace }),
    })
  })
}

function lineOf({ within, node, tag, attempt, outputs, startedMs, durationMs }: TracedFiring): string {
  const place = [...within.map((frame) => frame.node), node].join('/')
  const turn = tag.length === 0 ? '' : ` {${tag.map(({ key, index }) => `${key}: ${index}`).join(', ')}}`
  const tried = attempt === 1 ? '' : `, attempt ${attempt}`
  const values = Object.entries(outputs).map(([port, { json }]) => `${port} ${shortened(JSON.stringify(json))}`)
  return `${startedMs.toFixed(1).padStart(8)} ms  ${place}${turn} (${durationMs.toFixed(1)} ms${tried})  ${values.join(', ')}`
}

function shortened(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}…`
}

function endOf({ ok, failure, durationMs }: RunSummary): string {
  if (ok) return `The run went well, in ${durationMs.toFixed(1)} ms.`
  const at = failure === null || failure.node === '' ? '' : ` at ${failure.node}`
  return `The run failed (${failure?.kind})${at}: ${failure?.message}`
}

function differenceOf({ firings }: Trace, recorded: Trace): string {
  const at = firings.findIndex((firing, index) => !isDeepStrictEqual(JSON.parse(JSON.stringify(firing)), recorded.firings[index]))
  const first = firings[at] ?? recorded.firings[firings.length]
  return first === undefined ? 'It differs from the recorded run in what it said.' : `It differs from the recorded run, first at ${first.node}.`
}
