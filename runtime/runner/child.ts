import { randomFillSync } from 'node:crypto'
import { Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { ProblemError } from '../../shared/directive/problem.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { Calls } from '../../shared/host/calls.ts'
import { hostFor } from '../../shared/host/calls.ts'
import type { TranspiledComponent } from '../../shared/host/types.ts'
import { createRunnerCore } from '../../shared/runner/core.ts'
import type { RunnerCommand } from '../../shared/runner/messages.ts'
import { readTranspiled, transpiledFolder } from '../admission/transpiled-files.ts'
import { entryUrl } from '../entry.ts'
import { COMMAND_LIMITS, readCommand } from './command-codec.ts'
import { createFrameWriter } from './frame-writer.ts'
import { createFrameParser } from './frames.ts'
import { loadModule } from './load-module.ts'
import { LAST_WORDS_FD, MESSAGES_FD } from './pipes.ts'
import { writeReport } from './report-codec.ts'
import { createWatchMemory, createWatchWriter, watchCell } from './watch-cell.ts'
import type { WatchdogData } from './watchdog.ts'

// The runner's process: `child CACHE_DIR CALLS`. It holds one deployment's engine and component instances, and has neither
// network nor environment, nor anything to read but its own code and the cache of transpiled components.

const [cacheDir, calls] = process.argv.slice(2) as [string, Calls]

const memory = createWatchMemory()
const watch = createWatchWriter(watchCell(memory))
new Worker(entryUrl('watchdog'), {
  workerData: { memory, lastWordsFd: LAST_WORDS_FD } satisfies WatchdogData,
  // Measured: without them the thread reserves 520 MB of the process's memory limit, nearly all of it for code.
  resourceLimits: { codeRangeSizeMb: 4, maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
})
process.permission.drop('worker')

const pipe = new Socket({ fd: MESSAGES_FD, readable: true, writable: true })
const writer = createFrameWriter((pieces) => {
  pipe.cork()
  for (const piece of pieces) pipe.write(piece)
  pipe.uncork()
}, setImmediate)

const components = new Map<string, TranspiledComponent>()
const core = createRunnerCore({
  componentOf: (digest) => components.get(digest)?.info,
  prepare: (digest) => hostFor(calls, components.get(digest) as TranspiledComponent, loadModule),
  post: (report) => writeReport(writer, report),
  now: () => performance.timeOrigin + performance.now(),
  randomBytes: (count) => randomFillSync(new Uint8Array(count)),
  schedule: (afterMs, task) => void setTimeout(task, afterMs),
  watch,
})

async function load(command: Extract<RunnerCommand, { kind: 'load' }>): Promise<void> {
  await Promise.all(digestsOf(command.directive).map(async (digest) => {
    components.set(digest, await readTranspiled(transpiledFolder(cacheDir, digest)))
  }))
  try {
    await core.handle(command)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    writeReport(writer, { kind: 'refused', problems: error.problems })
  }
  components.clear()
  process.permission.drop('fs.read')
}

function digestsOf({ packages }: Directive): readonly string[] {
  return [...new Set(Object.values(packages).map(({ digest }) => digest))]
}

pipe.on('data', createFrameParser(COMMAND_LIMITS, (frame) => {
  const command = readCommand(frame)
  switch (command.kind) {
    case 'load':
      void load(command)
      break
    case 'run':
      watch.begin(command.run, command.flow)
      void core.handle(command)
      watch.end()
      break
  }
}))
// Without the runtime there is nothing to run for.
pipe.on('close', () => process.exit(0))
pipe.on('error', () => process.exit(0))
