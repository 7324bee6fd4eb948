import { randomFillSync } from 'node:crypto'
import { Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { ProblemError } from '../../shared/directive/problem.ts'
import { NO_POLICY, policyMiddleware } from '../../shared/directive/operator-policy.ts'
import type { PackageRef } from '../../shared/directive/schema.ts'
import { fillingsOf } from '../../shared/host/stack.ts'
import type { Powers } from '../../shared/capabilities/powers.ts'
import type { Calls } from '../../shared/host/calls.ts'
import { hostFor } from '../../shared/host/calls.ts'
import type { ComponentHost, HostLimits, TranspiledComponent } from '../../shared/host/types.ts'
import { createRunnerCore, DEFAULT_TIMEOUT_MS } from '../../shared/runner/core.ts'
import type { RunnerCommand, RunnerReport } from '../../shared/runner/messages.ts'
import { readTranspiled, transpiledFolder } from '../admission/transpiled-files.ts'
import { entryUrl } from '../entry.ts'
import { COMMAND_LIMITS, readCommand } from './command-codec.ts'
import { createFrameWriter } from './frame-writer.ts'
import { createFrameParser } from './frames.ts'
import { loadModule } from './load-module.ts'
import { LAST_WORDS_FD, MESSAGES_FD } from './pipes.ts'
import { createReportWriter } from './report-codec.ts'
import { createWatchMemory, createWatchWriter, watchCell } from './watch-cell.ts'
import type { WatchdogData } from './watchdog.ts'

// The runner's process: `child CACHE_DIR CALLS RESIDENT_BYTES`. It holds one deployment's engine and component instances, and has neither
// network nor environment, nor anything to read but its own code and the cache of transpiled components.

const [cacheDir, calls, residentBytes] = process.argv.slice(2) as [string, Calls, string]

const memory = createWatchMemory()
const watch = createWatchWriter(watchCell(memory))
new Worker(entryUrl('watchdog'), {
  workerData: { memory, lastWordsFd: LAST_WORDS_FD, residentBytes: Number(residentBytes) } satisfies WatchdogData,
  // Measured: without them the thread reserves 520 MB of the process's memory limit, nearly all of it for code.
  resourceLimits: { codeRangeSizeMb: 4, maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
})
process.permission.drop('worker')

/** An answer is more work on both sides than a request is to write. */
const ANSWERS_AT_ONCE = 4
const pipe = new Socket({ fd: MESSAGES_FD, readable: true, writable: true })
const writer = createFrameWriter((pieces) => {
  pipe.cork()
  for (const piece of pieces) pipe.write(piece)
  pipe.uncork()
}, setImmediate, ANSWERS_AT_ONCE)

const write = createReportWriter(writer, setImmediate)

/** What a durable run was given is out of the process before the run goes on: it may be ended at any time. */
function post(report: RunnerReport): void {
  write(report)
  if (report.kind === 'journal') writer.flush()
}

interface Loading {
  readonly component: TranspiledComponent
  /** As the directive calls its package. */
  readonly name: string
}

const components = new Map<string, Loading>()
const core = createRunnerCore({
  componentOf: (digest) => components.get(digest)?.component.info,
  prepare,
  modulesOf: (digest) => components.get(digest)?.component.cores.size ?? 0,
  post,
  now: () => performance.timeOrigin + performance.now(),
  randomBytes: (count) => randomFillSync(new Uint8Array(count)),
  schedule: (afterMs, task) => void setTimeout(task, afterMs),
  turn: setImmediate,
  watch,
})

function prepare(digest: string, limits: HostLimits, powers: Powers): Promise<ComponentHost> {
  const { component, name } = components.get(digest) as Loading
  return hostFor(calls, component, loadModule, (start) => {
    watch.enter('', { run: '', within: [], node: name, tag: [], element: 0, attempt: 1 }, DEFAULT_TIMEOUT_MS)
    const started = start()
    watch.leave()
    return started
  }, limits, powers, fillingsOf(powers, (needed) => (components.get(needed) as Loading).component))
}

async function load(command: Extract<RunnerCommand, { kind: 'load' }>): Promise<void> {
  watch.begin('', '')
  await Promise.all(packagesOf(command).map(async ({ digest, package: name }) => {
    components.set(digest, { name, component: await readTranspiled(transpiledFolder(cacheDir, digest)) })
  }))
  try {
    await core.handle(command)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    post({ kind: 'refused', problems: error.problems })
  }
  components.clear()
  process.permission.drop('fs.read')
  watch.end()
}

/** Two aliases may stand for one. */
function packagesOf({ directive, policy }: Extract<RunnerCommand, { kind: 'load' }>): readonly Pick<PackageRef, 'digest' | 'package'>[] {
  const all = [...Object.values(directive.packages), ...policyMiddleware(policy ?? NO_POLICY)]
  return [...new Map(all.map((one) => [one.digest, one])).values()]
}

pipe.on('data', createFrameParser(COMMAND_LIMITS, (frame) => {
  const command = readCommand(frame)
  switch (command.kind) {
    case 'load':
      void load(command)
      break
    case 'answer':
      // Whoever asked goes on in a later turn of the microtasks, all of which come before this.
      watch.begin('', '')
      void core.handle(command)
      setImmediate(watch.end)
      break
    case 'run':
      watch.begin(command.run, command.flow)
      void core.handle(command)
      watch.end()
      break
    case 'call':
      watch.begin(command.run, '')
      void core.handle(command)
      watch.end()
      break
    case 'count': case 'release':
      void core.handle(command)
      break
  }
}))
// Without the runtime there is nothing to run for.
pipe.on('close', () => process.exit(0))
pipe.on('error', () => process.exit(0))
