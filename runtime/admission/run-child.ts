import { spawn } from 'node:child_process'
import type { ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { ChildProgram } from './child-program.ts'

export interface AdmissionLimits {
  readonly timeMs: number
  /** On top of what Node itself takes. */
  readonly memoryBytes: number
  /** Of generated JavaScript. */
  readonly outputBytes: number
  /** Of the JSON that says what types it has and how it is linked: the main process reads it, and nobody else meanwhile. */
  readonly descriptionBytes: number
}

export const ADMISSION_LIMITS: AdmissionLimits = {
  timeMs: 20_000,
  memoryBytes: 1024 * 1024 * 1024,
  outputBytes: 8 * 1024 * 1024,
  descriptionBytes: 4 * 1024 * 1024,
}

/** How a child ended. */
export type ChildEnd =
  | { readonly kind: 'answered'; readonly output: Buffer }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'too-big' }
  | { readonly kind: 'out-of-memory' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'crashed'; readonly how: string }

export interface RunningChild {
  readonly end: Promise<ChildEnd>
  kill(): void
}

type Child = ChildProcessByStdio<Writable, Readable, Readable>

/** Measured: Node 26 does not start below about 580 MB of data segment, most of it only reserved. */
const NODE_BASELINE_BYTES = 700 * 1024 * 1024
const WASM_PAGE_BYTES = 64 * 1024
const MAX_STDERR_CHARACTERS = 4_096

/** Starts a child for one component. It sees no environment, no network and no file but its own code. */
export function runChild(program: ChildProgram, limits: AdmissionLimits, bytes: Uint8Array): RunningChild {
  const child = start(program, limits)
  if (child.pid === undefined) return { end: failedStart(child), kill() {} }
  // The JavaScript, the JSON of its types, and the core modules, which are parts of the component with a few exports more.
  const maxOutput = 2 * limits.outputBytes + 2 * bytes.length
  let verdict: ChildEnd | null = null
  const kill = (why: ChildEnd): void => {
    verdict ??= why
    child.kill('SIGKILL')
  }

  const timer = setTimeout(() => kill({ kind: 'too-slow' }), limits.timeMs)
  const output = collect(child.stdout, maxOutput, () => kill({ kind: 'too-big' }))
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (stderr.length < MAX_STDERR_CHARACTERS) stderr += text
  })
  child.stdin.on('error', () => {}) // it ended without reading all: 'close' tells
  child.stdin.end(bytes)

  const end = new Promise<ChildEnd>((resolve) => {
    const settle = (final: ChildEnd): void => {
      clearTimeout(timer)
      resolve(final)
    }
    child.on('error', () => {}) // of a kill that came too late: 'close' tells
    child.on('close', (code, signal) => settle(verdict ?? endOf(code, signal, stderr, output())))
  })
  return { end, kill: () => kill({ kind: 'closed' }) }
}

/** The system did not start it, for want of file descriptors, memory or processes. */
async function failedStart(child: Child): Promise<ChildEnd> {
  const [error] = (await once(child, 'error')) as [Error]
  return { kind: 'crashed', how: error.message }
}

function start({ execPath, entry, readable }: ChildProgram, { memoryBytes }: AdmissionLimits): Child {
  const args = [
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    '--allow-worker', // the transpiler's own WASI starts one when it is loaded
    '--no-warnings',
    `--max-old-space-size=${Math.ceil(memoryBytes / 1024 / 1024)}`,
    `--wasm-max-mem-pages=${Math.ceil(memoryBytes / WASM_PAGE_BYTES)}`,
    entry,
  ]
  const options = { env: {}, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] as ['pipe', 'pipe', 'pipe'] }
  if (process.platform !== 'linux') return spawn(execPath, args, { ...options, cwd: undefined })
  const limitKiB = Math.ceil((NODE_BASELINE_BYTES + memoryBytes) / 1024)
  return spawn('/bin/sh', ['-c', `ulimit -d ${limitKiB}; exec "$0" "$@"`, execPath, ...args], options)
}

function collect(stream: Readable, maxBytes: number, onTooMuch: () => void): () => Buffer {
  const pieces: Buffer[] = []
  let size = 0
  stream.on('data', (piece: Buffer) => {
    size += piece.length
    if (size > maxBytes) onTooMuch()
    else pieces.push(piece)
  })
  return () => Buffer.concat(pieces)
}

function endOf(code: number | null, signal: string | null, stderr: string, output: Buffer): ChildEnd {
  if (code === 0) return { kind: 'answered', output }
  if (/out of memory|allocation failed|bad_alloc/i.test(stderr)) return { kind: 'out-of-memory' }
  const said = stderr.split('\n').find((line) => /^\w*Error\b/.test(line)) ?? ''
  return { kind: 'crashed', how: `${signal ?? `exit code ${code}`}${said === '' ? '' : `: ${said.trim()}`}` }
}
