import { startRunnerProcess, type RunnerProcess, type RunnerProcessOptions } from './runner-process.ts'

/** Keeps one runner's process started and idle, so that a deployment does not wait for Node to start. */
export interface Spares {
  take(): RunnerProcess
  close(): void
}

/** A new spare is started this long after one was taken: the deployment that took it gets the processor first. */
const REFILL_AFTER_MS = 150

export function createSpares(options: RunnerProcessOptions): Spares {
  let spare: RunnerProcess | null = null
  let refill: NodeJS.Timeout | null = null
  let closed = false

  function fill(): void {
    refill = null
    if (closed || spare !== null) return
    const started = startRunnerProcess(options)
    spare = started
    started.listen({
      report() {},
      died() {
        if (spare === started) spare = null
      },
    })
  }

  fill()
  return {
    take() {
      const taken = spare ?? startRunnerProcess(options)
      spare = null
      refill ??= setTimeout(fill, REFILL_AFTER_MS)
      return taken
    },
    close() {
      closed = true
      if (refill !== null) clearTimeout(refill)
      spare?.close()
    },
  }
}
