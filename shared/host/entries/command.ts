import { inMib } from '../../directive/limits.ts'
import type { Callee } from '../compiled.ts'
import { Refusal } from '../refusal.ts'
import { refuse, type CommandIo } from '../surroundings.ts'
import type { Place } from './entered.ts'

/** What a program is called, which by custom stands before its arguments. */
const NAME = 'command'
const NO_BYTES = new Uint8Array(0)

/** `wasi:cli/run` as a function of arguments, environment and input. What it writes to standard error is logged too. */
export function asCommand(run: Callee, { current, io, limits }: Place): Callee {
  return ([args, env, stdin]) => {
    const { surroundings } = current
    const written = { stdout: [] as Uint8Array[], stderr: [] as Uint8Array[] }
    let left = limits.liftBytes
    const command: CommandIo = {
      args: [NAME, ...((args as readonly string[] | undefined) ?? [])],
      env: (env as CommandIo['env'] | undefined) ?? [],
      stdin: new io.Reading((stdin as Uint8Array | undefined) ?? NO_BYTES),
      wrote(stream, bytes) {
        left -= bytes.length
        if (left < 0) refuse(current, new Refusal('limit', `The command writes more than the ${inMib(limits.liftBytes)} that limits.liftBytes allows`))
        written[stream].push(bytes.slice())
      },
      exitCode: null,
    }
    surroundings.command = command
    surroundings.after = 'give-back'

    const output = (exitCode: number) =>
      ({ exitCode, stdout: whole(written.stdout), stderr: new TextDecoder().decode(whole(written.stderr)) })
    const ended = (result: unknown) => output(command.exitCode ?? ((result as { readonly tag: string }).tag === 'ok' ? 0 : 1))
    const exited = (thrown: unknown) => {
      if (command.exitCode === null) throw thrown
      surroundings.after = 'throw-away'
      return output(command.exitCode)
    }
    try {
      const given = run([])
      return given instanceof Promise ? given.then(ended, exited) : ended(given)
    } catch (thrown) {
      return exited(thrown)
    }
  }
}

function whole(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}
