import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A process of ours. Disposing of it ends it, by its id. */
export interface Child extends AsyncDisposable {
  readonly pid: number
  /** The first match in what it prints. Rejects when it ends before, or prints nothing like that in time. */
  said(pattern: RegExp): Promise<RegExpExecArray>
}

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

const PATIENCE_MS = 60_000
const STOP_WITHIN_MS = 12_000

/** Runs a file in this same Node. */
export function startNode(args: readonly string[], cwd: string = ROOT): Child {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  const endWithUs = (): void => void child.kill('SIGKILL')
  process.on('exit', endWithUs)
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      process.off('exit', endWithUs)
      resolve()
    }),
  )
  let printed = ''
  const listen = (piece: Buffer): void => void (printed += piece)
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)

  return {
    pid: child.pid as number,
    async said(pattern) {
      const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>()
      const giveUp = (why: string): void => reject(new Error(`${args.join(' ')} ${why}:\n${printed}`))
      const look = (): void => {
        const match = pattern.exec(printed)
        if (match !== null) resolve(match)
      }
      const limit = setTimeout(giveUp, PATIENCE_MS, `did not say ${pattern}`)
      child.stdout.on('data', look)
      void ended.then(() => giveUp('ended'))
      look()
      return promise.finally(() => {
        clearTimeout(limit)
        child.stdout.off('data', look)
      })
    },
    async [Symbol.asyncDispose]() {
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
      child.kill('SIGTERM')
      await ended
      clearTimeout(hard)
    },
  }
}
