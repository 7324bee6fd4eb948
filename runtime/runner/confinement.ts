import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'

/** What the operating system adds to Node's permission model around a runner's process. */
export interface Confinement {
  /** The shell's `ulimit`: memory, core dumps and files written. */
  readonly limits: boolean
  /** A network namespace without any network. */
  readonly network: boolean
}

const SHELL = '/bin/sh'
const UNSHARE = '/usr/bin/unshare'
/** A user of its own lets an ordinary user make a network namespace, where the system allows that. */
const OWN_NETWORK = [UNSHARE, '--user', '--map-root-user', '--net']

export async function detectConfinement(): Promise<Confinement> {
  if (process.platform !== 'linux') return { limits: false, network: false }
  return { limits: existsSync(SHELL), network: existsSync(UNSHARE) && (await succeeds(OWN_NETWORK)) }
}

/** One sentence for each thing that could not be applied. */
export function missingIn({ limits, network }: Confinement): readonly string[] {
  return [
    ...(limits ? [] : ['This system does not hold a process to a memory limit, so runners are watched and ended when they grow too large.']),
    ...(network ? [] : ['This system gives runners no network namespace of their own, so only Node’s permission model keeps them from the network.']),
  ]
}

/** Starts a program without environment; its data segment is held to `dataBytes`, whatever asks for memory in it. */
export function spawnConfined(
  { limits, network }: Confinement, program: string, args: readonly string[], dataBytes: number,
): ChildProcess {
  const stdio = ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] as const
  const options = { env: {}, cwd: '/', stdio: [...stdio] }
  const command = [...(network ? OWN_NETWORK : []), program, ...args] as [string, ...string[]]
  if (!limits) return spawn(command[0], command.slice(1), options)
  const limited = `unset PWD OLDPWD SHLVL _; ulimit -c 0; ulimit -f 0; ulimit -d ${Math.ceil(dataBytes / 1024)}; exec "$0" "$@"`
  return spawn(SHELL, ['-c', limited, ...command], options)
}

function succeeds([program, ...args]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(program as string, [...args, SHELL, '-c', ':'], { timeout: 2_000 }, (error) => resolve(error === null))
  })
}
