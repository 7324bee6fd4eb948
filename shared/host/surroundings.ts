import { createLineLog } from './line-log.ts'
import type { LineLog } from './line-log.ts'
import type { Refusal } from './refusal.ts'
import type { HostEnvironment, HostLimits } from './types.ts'

/** What an instance sees of the host during one run. */
export interface Surroundings {
  readonly environment: HostEnvironment
  readonly logBytes: number
  /** Made when something is written first. */
  stdout: LineLog | null
  stderr: LineLog | null
  /** Sleeping takes no time: it moves the run's clocks ahead instead. */
  sleptNs: bigint
  lastNs: bigint
  /** Set when an import refused, because a component may catch what the import threw and return as if nothing were. */
  refusal: Refusal | null
  /** What the command that is running was given. */
  command: CommandIo | null
  /** What becomes of the instance after the call: what runs once is like new for the next call. */
  after: 'keep' | 'give-back' | 'throw-away'
  /** The middleware that threw, if it was one. */
  inside: string | null
  /** Whether clocks, randomness or output were used. An instantiation that did so cannot be made in advance. */
  usedEnvironment: boolean
  /** Whether jco's handle tables may have changed, which no reset reaches. */
  movedHandles: boolean
}

/**
 * Who is calling. All instances of a component share their imports, and each call sets this first: calls are
 * synchronous and one component's import never calls another component.
 */
export interface Current {
  surroundings: Surroundings
}

export function surroundingsOf(environment: HostEnvironment, { logBytes }: Pick<HostLimits, 'logBytes'>): Surroundings {
  return {
    environment,
    logBytes,
    stdout: null,
    stderr: null,
    sleptNs: 0n,
    lastNs: 0n,
    refusal: null,
    command: null,
    after: 'keep',
    inside: null,
    usedEnvironment: false,
    movedHandles: false,
  }
}

export function refuse(current: Current, refusal: Refusal): never {
  current.surroundings.refusal ??= refusal
  throw refusal
}

/** The environment, noting that it was asked for. */
export function environmentOf(current: Current): HostEnvironment {
  current.surroundings.usedEnvironment = true
  return current.surroundings.environment
}

/** What a command has in the place of a terminal. */
export interface CommandIo {
  readonly args: readonly string[]
  readonly env: readonly (readonly [name: string, value: string])[]
  /** An input stream of wasi:io. */
  readonly stdin: object
  wrote(stream: 'stdout' | 'stderr', bytes: Uint8Array): void
  exitCode: number | null
}

export function write(current: Current, stream: 'stdout' | 'stderr', bytes: Uint8Array): void {
  const { command } = current.surroundings
  if (command !== null) {
    command.wrote(stream, bytes)
    if (stream === 'stdout') return
  }
  const environment = environmentOf(current)
  current.surroundings[stream] ??= createLineLog(stream, current.surroundings.logBytes, (entry) => environment.log(entry))
  current.surroundings[stream].write(bytes)
}

/** After each call, so that a line without an end belongs to the node that wrote it. */
export function flushLogs({ stdout, stderr }: Surroundings): void {
  stdout?.flush()
  stderr?.flush()
}
