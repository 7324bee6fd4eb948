import type { ChildProcess } from 'node:child_process'
import type { Duplex, Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Calls } from '../../shared/host/calls.ts'
import type { RunnerCommand, RunnerReport } from '../../shared/runner/messages.ts'
import { entryUrl, readableCode } from '../entry.ts'
import { writeCommand } from './command-codec.ts'
import { spawnConfined, type Confinement } from './confinement.ts'
import { createFrameWriter } from './frame-writer.ts'
import { createFrameParser } from './frames.ts'
import { createLastWordsReader, type LastWords } from './last-words.ts'
import { LAST_WORDS_FD, MESSAGES_FD } from './pipes.ts'
import { isProtocolBreach, readReports, REPORT_LIMITS } from './report-codec.ts'
import type { Watched } from './watch-cell.ts'

export interface RunnerProcessOptions {
  /** The transpiled components it may read. */
  readonly cacheDir: string
  /** For all component instances together, on top of what Node itself takes. */
  readonly memoryBytes: number
  readonly calls: Calls
  readonly confinement: Confinement
}

/** How a runner's process ended. */
export type Death =
  | { readonly kind: 'closed' }
  | { readonly kind: 'overrun'; readonly overrun: Watched }
  /** `during`: the call that was under way, or for a crash had taken a while; null when nobody could look in time. */
  | { readonly kind: 'memory'; readonly during: Watched | null }
  | { readonly kind: 'crash'; readonly message: string; readonly during: Watched | null }

export interface RunnerProcess {
  readonly pid: number
  /** Set once, before the first command. */
  listen(listener: RunnerListener): void
  send(command: RunnerCommand): void
  /** What was sent and is not yet taken, in bytes: a component that takes long keeps the process from reading. */
  readonly backlogBytes: number
  /** Ends it at once. */
  close(): void
}

export interface RunnerListener {
  report(report: RunnerReport): void
  /** Once, last. */
  died(death: Death): void
}

/** Measured: Node 26 takes 560 MB of data segment, nearly all reserved for code only, and the watchdog's thread 80 MB. */
export const NODE_BASELINE_BYTES = 800 * 1024 * 1024
/** Measured: what of it is really there, the code of a large deployment included. */
const NODE_RESIDENT_BYTES = 200 * 1024 * 1024
const MAX_STDERR = 4096

export function startRunnerProcess(options: RunnerProcessOptions): RunnerProcess {
  const { confinement, memoryBytes } = options
  return runnerOn(spawnConfined(confinement, process.execPath, runnerArguments(options), NODE_BASELINE_BYTES + memoryBytes))
}

/** The runner at the other end of a child's pipes, whatever that child sends. */
export function runnerOn(child: ChildProcess): RunnerProcess {
  if (child.pid === undefined) return stillborn(child)
  const pipe = child.stdio[MESSAGES_FD] as Duplex
  let listener: RunnerListener = { report() {}, died() {} }
  let closed = false
  let breach: string | null = null
  const stderr = collect(child.stdio[2] as Readable)
  const lastWords = createLastWordsReader()
  listenTo(child.stdio[LAST_WORDS_FD] as Readable, (piece) => lastWords.add(piece))

  const writer = createFrameWriter((pieces) => {
    if (pipe.destroyed) return
    pipe.cork()
    for (const piece of pieces) pipe.write(piece)
    pipe.uncork()
  }, setImmediate)
  /** Runs that were sent and have not ended. */
  let underWay = 0
  const feed = createFrameParser(REPORT_LIMITS, (frame) => readReports(frame, (report) => {
    if (report.kind === 'ended') underWay--
    listener.report(report)
  }))

  pipe.on('data', (piece: Buffer) => {
    if (breach !== null || closed) return
    try {
      feed(piece)
    } catch (error) {
      if (!isProtocolBreach(error)) throw error
      breach = error.message
      child.kill('SIGKILL')
    }
  })
  // A pipe that breaks means that the child has ended: 'close' tells.
  pipe.on('error', () => {})
  child.on('error', () => {}) // of a kill that came too late: 'close' tells
  child.on('close', (code, signal) => {
    listener.died(closed ? { kind: 'closed' } : deathOf(lastWords.last(), breach, stderr(), code, signal))
  })

  return {
    pid: child.pid,
    listen(given) {
      listener = given
    },
    send(command) {
      writeCommand(writer, command)
      // With nothing to do it begins at once, while further requests are read here.
      if (command.kind === 'run' && underWay++ === 0) writer.flush()
    },
    get backlogBytes() {
      return pipe.writableLength
    },
    close() {
      closed = true
      child.kill('SIGKILL')
    },
  }
}

/** A process that the system did not start, for want of file descriptors, memory or processes: it has no pipes either. */
function stillborn(child: ChildProcess): RunnerProcess {
  let listener: RunnerListener | null = null
  child.on('error', ({ message }) => listener?.died({ kind: 'crash', message: `The runner cannot be started: ${message}.`, during: null }))
  return {
    pid: 0,
    listen(given) {
      listener = given
    },
    send() {},
    backlogBytes: 0,
    close() {},
  }
}

/** What Node is told to hold the process by. It may read its own code and `folders`. */
export function holdingFlags(folders: readonly string[], memoryBytes: number): readonly string[] {
  return [
    '--permission',
    ...[...readableCode(), ...folders].map((path) => `--allow-fs-read=${path.replace(/\/?$/, '/*')}`),
    '--allow-worker', // for the watchdog; dropped as soon as that is up
    '--no-warnings',
    '--disallow-code-generation-from-strings',
    '--no-wasm-dynamic-tiering', // makes endless loops interruptible
    `--max-old-space-size=${Math.ceil(memoryBytes / 1024 / 1024)}`,
  ]
}

function runnerArguments({ cacheDir, memoryBytes, calls }: RunnerProcessOptions): readonly string[] {
  return [
    ...holdingFlags([cacheDir], memoryBytes),
    fileURLToPath(entryUrl('runner')),
    cacheDir,
    calls,
    String(NODE_RESIDENT_BYTES + memoryBytes),
  ]
}

function collect(stream: Readable): () => string {
  let text = ''
  listenTo(stream, (piece) => {
    if (text.length < MAX_STDERR) text += piece
  })
  return () => text.slice(0, MAX_STDERR)
}

function listenTo(stream: Readable, hear: (piece: string) => void): void {
  stream.setEncoding('utf8')
  stream.on('data', hear)
  stream.on('error', () => {})
}

function deathOf(
  lastWords: LastWords | null,
  breach: string | null,
  stderr: string,
  code: number | null,
  signal: string | null,
): Death {
  const during = lastWords?.watched ?? null
  if (breach !== null) return { kind: 'crash', message: `The runner was ended. ${breach}`, during }
  if (lastWords?.kind === 'overrun') return { kind: 'overrun', overrun: lastWords.watched }
  if (lastWords?.kind === 'memory') return { kind: 'memory', during }
  if (/out of memory|allocation failed/i.test(stderr)) {
    return { kind: 'memory', during }
  }
  const how = signal === null ? `with exit code ${code}` : `by ${signal}`
  const said = /^\w*(?:Error|Exception)\b.*$/m.exec(stderr)?.[0]
  return { kind: 'crash', message: `The runner ended ${how}${said === undefined ? '' : `: ${said}`}.`, during }
}
