import { beforeAll, expect, it } from 'vitest'
import { fromJs } from '../../../test/components/build.ts'
import { callOnce, caller, environmentOf, hostOf, type TestHost } from '../../../test/components/host.ts'
import { WASI } from '../../../test/components/wasi.wit.ts'
import type { LogEntry } from '../types.ts'

/** Does what its arguments say, one after the other. */
const PROGRAM = {
  wit: `package test:program@1.0.0;
    world program {
      import wasi:cli/environment@0.2.3;
      import wasi:cli/exit@0.2.3;
      import wasi:cli/stdin@0.2.3;
      import wasi:cli/stdout@0.2.3;
      import wasi:cli/stderr@0.2.3;
      export wasi:cli/run@0.2.3;
    }`,
  js: `
    import { getArguments, getEnvironment } from 'wasi:cli/environment@0.2.3'
    import { exit, exitWithCode } from 'wasi:cli/exit@0.2.3'
    import { getStdin } from 'wasi:cli/stdin@0.2.3'
    import { getStdout } from 'wasi:cli/stdout@0.2.3'
    import { getStderr } from 'wasi:cli/stderr@0.2.3'
    let calls = 0
    const bytes = (text) => Uint8Array.from([...text].map((character) => character.charCodeAt(0)))
    const actions = {
      echo() {
        const input = getStdin()
        for (;;) {
          let piece
          try { piece = input.blockingRead(3) } catch { return }
          getStdout().write(piece)
        }
      },
      told: () => getStdout().write(bytes(JSON.stringify([getArguments(), getEnvironment()]))),
      count: () => getStdout().write(bytes(String(++calls))),
      warn: () => getStderr().write(bytes('careful\\n')),
      exit: () => exitWithCode(3),
      fine: () => exit({ tag: 'ok' }),
      evade() { try { exitWithCode(4) } catch {} },
      flood() { for (;;) getStdout().write(new Uint8Array(1024 * 1024)) },
      trap() { undefinedName },
      fail() { throw undefined },
    }
    export const run = { run() { for (const name of getArguments().slice(1)) actions[name]?.() } }`,
}

let host: TestHost
beforeAll(async () => {
  host = await hostOf(await fromJs({ ...PROGRAM, deps: WASI, stubWasi: false }))
}, 60_000)

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const outputOf = (args: readonly string[], env?: readonly (readonly string[])[], stdin?: Uint8Array): unknown => {
  const outcome = callOnce(host, 'run', args, env, stdin)
  if (!outcome.ok) return `${outcome.kind}: ${outcome.message}`
  const { exitCode, stdout, stderr } = outcome.value as { exitCode: number; stdout: Uint8Array; stderr: string }
  return [exitCode, new TextDecoder().decode(stdout), stderr]
}

it.each([
  ['gets its arguments behind its name, and its environment', ['told'], [['HOME', '/']], undefined, [0, '[["command","told"],[["HOME","/"]]]', '']],
  ['has no environment that was not given', ['told'], undefined, undefined, [0, '[["command","told"],[]]', '']],
  ['reads what was given to the end', ['echo'], undefined, bytes('hello, world'), [0, 'hello, world', '']],
  ['reads nothing where nothing was given', ['echo'], undefined, undefined, [0, '', '']],
  ['writes to either stream', ['warn', 'count'], undefined, undefined, [0, '1', 'careful\n']],
  ['ends itself with a code', ['count', 'exit', 'count'], undefined, undefined, [3, '1', '']],
  ['ends itself well', ['fine'], undefined, undefined, [0, '', '']],
  ['has ended itself though it caught that', ['evade'], undefined, undefined, [4, '', '']],
  ['says that it failed', ['fail'], undefined, undefined, [1, '', '']],
  ['writes without end', ['flood'], undefined, undefined, 'limit: The command writes more than the 16 MiB that limits.liftBytes allows'],
])('a command that %s', (_, args, env, stdin, expected) => expect(outputOf(args, env, stdin)).toEqual(expected))

it('begins anew at every call, also within one run', () => {
  const instance = host.host.acquire(environmentOf())
  const call = caller(host, instance)
  const output = (exitCode: number, stdout: string) => ({ ok: true, value: { exitCode, stdout: bytes(stdout), stderr: '' } })
  expect([['count'], ['count', 'exit'], ['count', 'count']].map((args) => call('run', args)))
    .toEqual([output(0, '1'), output(3, '1'), output(0, '12')])
  instance.release()
})

it('logs what is written to standard error, and not what is written to standard output', () => {
  const log: LogEntry[] = []
  const instance = host.host.acquire(environmentOf(log))
  caller(host, instance)('run', ['count', 'warn', 'exit'])
  instance.release()
  expect(log).toEqual([{ stream: 'stderr', text: 'careful' }])
})
