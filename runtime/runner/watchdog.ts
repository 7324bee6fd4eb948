import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import type { LastWords } from './last-words.ts'
import { createWatch, underWay, watchCell } from './watch-cell.ts'

// A thread of the runner's process. A component that never returns cannot be interrupted from within its own thread, so
// this one names it on a pipe of its own and ends the whole process. It ends it as well when the runtime is gone: a main
// thread that is busy does not see its pipe close. A call that takes a while is named early: should the process end over
// it, nobody can say so any more.

export interface WatchdogData {
  readonly memory: SharedArrayBuffer
  readonly lastWordsFd: number
  /** What the process may have in memory. The system's own limit leaves no time for last words. */
  readonly residentBytes: number
}

const LOOK_EVERY_MS = 25

const { memory, lastWordsFd, residentBytes } = workerData as WatchdogData
const cell = watchCell(memory)
const look = createWatch(cell, () => performance.now())

const runtimePid = process.ppid
let named: string | null = null

setInterval(() => {
  if (process.ppid !== runtimePid) process.kill(process.pid, 'SIGKILL')
  if (process.memoryUsage.rss() > residentBytes) end({ kind: 'memory', watched: underWay(cell) })
  const sight = look()
  if (sight?.isOver === true) end({ kind: 'overrun', watched: sight.watched })
  const run = sight === null || sight.watched.node === null ? null : sight.watched.run
  if (run !== named) say({ kind: 'calling', watched: sight?.watched ?? null })
  named = run
}, LOOK_EVERY_MS)

function end(words: LastWords): void {
  say(words)
  process.kill(process.pid, 'SIGKILL')
}

function say(words: LastWords): void {
  try {
    writeSync(lastWordsFd, `${JSON.stringify(words)}\n`)
  } catch (error) {
    // The runtime is busy and the pipe full of what it has not read yet.
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
  }
}
