import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { createOverrunCheck, underWay, watchCell } from './watch-cell.ts'

// A thread of the runner's process. A component that never returns cannot be interrupted from within its own thread, so
// this one names it on a pipe of its own and ends the whole process. It ends it as well when the runtime is gone: a main
// thread that is busy does not see its pipe close.

export interface WatchdogData {
  readonly memory: SharedArrayBuffer
  readonly lastWordsFd: number
  /** What the process may have in memory. The system's own limit leaves no time for last words. */
  readonly residentBytes: number
}

const LOOK_EVERY_MS = 25

const { memory, lastWordsFd, residentBytes } = workerData as WatchdogData
const cell = watchCell(memory)
const overrun = createOverrunCheck(cell, () => performance.now())

const runtimePid = process.ppid

setInterval(() => {
  if (process.ppid !== runtimePid) process.kill(process.pid, 'SIGKILL')
  if (process.memoryUsage.rss() > residentBytes) end({ kind: 'memory', under: underWay(cell) })
  const found = overrun()
  if (found !== null) end({ kind: 'overrun', ...found })
}, LOOK_EVERY_MS)

function end(lastWords: object): void {
  writeSync(lastWordsFd, `${JSON.stringify(lastWords)}\n`)
  process.kill(process.pid, 'SIGKILL')
}
