import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import { createOverrunCheck, watchCell } from './watch-cell.ts'

// A thread of the runner's process. A component that never returns cannot be interrupted from within its own thread, so
// this one names it on a pipe of its own and ends the whole process. It ends it as well when the runtime is gone: a main
// thread that is busy does not see its pipe close.

export interface WatchdogData {
  readonly memory: SharedArrayBuffer
  readonly lastWordsFd: number
}

const LOOK_EVERY_MS = 25

const { memory, lastWordsFd } = workerData as WatchdogData
const overrun = createOverrunCheck(watchCell(memory), () => performance.now())

const runtimePid = process.ppid

setInterval(() => {
  if (process.ppid !== runtimePid) process.kill(process.pid, 'SIGKILL')
  const found = overrun()
  if (found === null) return
  writeSync(lastWordsFd, `${JSON.stringify(found)}\n`)
  process.kill(process.pid, 'SIGKILL')
}, LOOK_EVERY_MS)
