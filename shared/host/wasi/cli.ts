import { Refusal } from '../refusal.ts'
import type { Current } from '../surroundings.ts'
import { refuse } from '../surroundings.ts'
import type { Io } from './io.ts'

/** wasi:cli: no terminal, and but for commands no arguments, no environment and no input; `exit` ends the call. */
export function cli(current: Current, { InputStream, OutputStream }: Io) {
  const exit = (code: number): never => {
    const refusal = new Refusal('exit', `The component ended itself with exit code ${code}`)
    const { command } = current.surroundings
    if (command === null) return refuse(current, refusal)
    command.exitCode = code
    throw refusal
  }
  return {
    'wasi:cli/environment': {
      getEnvironment: () => current.surroundings.command?.env ?? [],
      getArguments: () => current.surroundings.command?.args ?? [],
      initialCwd: () => undefined,
    },
    'wasi:cli/exit': {
      exit: (status: { readonly tag: 'ok' | 'err' }) => exit(status.tag === 'ok' ? 0 : 1),
      exitWithCode: exit,
    },
    'wasi:cli/stdin': { getStdin: () => current.surroundings.command?.stdin ?? new InputStream() },
    'wasi:cli/stdout': { getStdout: () => new OutputStream('stdout') },
    'wasi:cli/stderr': { getStderr: () => new OutputStream('stderr') },
    'wasi:cli/terminal-stdin': { getTerminalStdin: () => undefined },
    'wasi:cli/terminal-stdout': { getTerminalStdout: () => undefined },
    'wasi:cli/terminal-stderr': { getTerminalStderr: () => undefined },
  }
}
