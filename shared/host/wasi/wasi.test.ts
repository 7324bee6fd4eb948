import { beforeAll, describe, expect, it } from 'vitest'
import { fromJs } from '../../../test/components/build.ts'
import { callOnce, caller, environmentOf, hostOf } from '../../../test/components/host.ts'
import type { TestHost } from '../../../test/components/host.ts'
import { WASI } from '../../../test/components/wasi.wit.ts'
import type { LogEntry } from '../types.ts'

const WIT = `
package test:wasi@1.0.0;
world guest {
  import wasi:cli/environment@0.2.3;
  import wasi:cli/exit@0.2.3;
  import wasi:cli/stdin@0.2.3;
  import wasi:cli/stdout@0.2.3;
  import wasi:clocks/monotonic-clock@0.2.3;
  import wasi:clocks/wall-clock@0.2.3;
  import wasi:filesystem/preopens@0.2.3;
  import wasi:random/random@0.2.3;
  import wasi:random/insecure@0.2.3;
  import wasi:random/insecure-seed@0.2.3;
  import wasi:sockets/instance-network@0.2.3;
  import wasi:sockets/tcp-create-socket@0.2.3;
  /// Evaluates JavaScript and gives the JSON of what comes out.
  export eval: func(code: string) -> string;
}`

const JS = `
import * as environment from 'wasi:cli/environment@0.2.3'
import { exit, exitWithCode } from 'wasi:cli/exit@0.2.3'
import { getStdin } from 'wasi:cli/stdin@0.2.3'
import { getStdout } from 'wasi:cli/stdout@0.2.3'
import * as monotonic from 'wasi:clocks/monotonic-clock@0.2.3'
import * as wall from 'wasi:clocks/wall-clock@0.2.3'
import { getDirectories } from 'wasi:filesystem/preopens@0.2.3'
import * as random from 'wasi:random/random@0.2.3'
import * as insecure from 'wasi:random/insecure@0.2.3'
import { insecureSeed } from 'wasi:random/insecure-seed@0.2.3'
import { instanceNetwork } from 'wasi:sockets/instance-network@0.2.3'
import { createTcpSocket } from 'wasi:sockets/tcp-create-socket@0.2.3'
const ascii = (text) => Uint8Array.from([...text].map((character) => character.charCodeAt(0)))
const print = (text) => getStdout().write(ascii(text))
const thrown = (action) => { try { action() } catch (error) { return error.payload } }
const hello = { environment, exit, exitWithCode, getStdin, monotonic, wall, getDirectories, random, insecure, insecureSeed, instanceNetwork, createTcpSocket, print, thrown }
export { evaluate as eval }
function evaluate(code) {
  const value = new Function(...Object.keys(hello), 'return ' + code)(...Object.values(hello))
  return JSON.stringify(value === undefined ? null : value, (_, inner) =>
    typeof inner === 'bigint' ? Number(inner) : inner instanceof Uint8Array ? [...inner] : inner)
}
`

let host: TestHost
beforeAll(async () => {
  host = await hostOf(await fromJs({ wit: WIT, deps: WASI, js: JS, stubWasi: false }))
}, 60_000)

const NOW_NS = 1_700_000_000_000_500_000

it.each([
  ['environment.getEnvironment()', []],
  ['environment.getArguments()', []],
  ['environment.initialCwd()', null],
  ['getDirectories()', []],
  ['thrown(() => getStdin().blockingRead(10))', { tag: 'closed' }],
  ["thrown(() => createTcpSocket('ipv4'))", 'access-denied'],
  ['typeof instanceNetwork()', 'object'],
  ['wall.now()', { seconds: 1_700_000_000, nanoseconds: 500_000 }],
  ['wall.resolution()', { seconds: 0, nanoseconds: 1_000_000 }],
  ['monotonic.now()', NOW_NS],
  ['monotonic.resolution()', 1_000_000],
  ['Date.now()', 1_700_000_000_000],
  ['random.getRandomBytes(4)', [0, 1, 2, 3]],
  ['random.getRandomU64()', Number(0x0706050403020100n)],
  ['insecure.getInsecureRandomBytes(2)', [0, 1]],
  ['insecureSeed()', [Number(0x0706050403020100n), Number(0x0f0e0d0c0b0a0908n)]],
])('%s gives %j', (code, value) => {
  const outcome = callOnce(host, 'eval', code)
  expect(outcome.ok ? JSON.parse(outcome.value as string) : outcome).toEqual(value)
})

it.each([
  ['exit({ tag: "ok" })', 'exit', 'The component ended itself with exit code 0'],
  ['exit({ tag: "err" })', 'exit', 'The component ended itself with exit code 1'],
  ['exitWithCode(7)', 'exit', 'The component ended itself with exit code 7'],
  ['random.getRandomBytes(1e9)', 'limit', 'The component asks for 1000000000 random bytes at once, 16777216 are allowed'],
])('%s fails the call as %s', (code, kind, message) => {
  expect(callOnce(host, 'eval', code)).toEqual({ ok: false, kind, message })
})

it('sleeping takes no time and moves the clocks of its run ahead', () => {
  const slept = `(() => {
    const before = monotonic.now()
    const hour = monotonic.subscribeDuration(3600e9)
    const readyBefore = hour.ready()
    hour.block()
    return [readyBefore, hour.ready(), Number(monotonic.now()) - Number(before), wall.now().seconds]
  })()`
  const expected = { ok: true, value: JSON.stringify([false, true, 3_600_000_000_000, 1_700_003_600]) }
  expect(callOnce(host, 'eval', slept)).toEqual(expected)
  expect(callOnce(host, 'eval', 'monotonic.now()')).toEqual({ ok: true, value: String(NOW_NS) })
})

describe('what a component writes', () => {
  const logOf = (...calls: readonly string[]): LogEntry[] => {
    const log: LogEntry[] = []
    const instance = host.host.acquire(environmentOf(log))
    for (const code of calls) caller(host, instance)('eval', code)
    instance.release()
    return log
  }
  const lines = (...texts: readonly string[]): LogEntry[] => texts.map((text) => ({ stream: 'stdout', text }))

  it.each([
    ['ends lines', 'print("one\\ntwo\\n")', ['one', 'two']],
    ['ends lines as Windows does', 'print("one\\r\\n\\r\\n")', ['one', '']],
    ['comes in pieces', '[print("o"), print("ne\\ntw"), print("o")]', ['one', 'two']],
  ])('is logged by line when it %s', (_, code, texts) => {
    expect(logOf(code)).toEqual(lines(...texts))
  })

  it('is logged at the end of its call, also without a line end', () => {
    expect(logOf('print("one")', 'print("two")')).toEqual(lines('one', 'two'))
  })

  it('is cut into entries of 8 KiB and ends at 64 KiB in a run', () => {
    const full = 'x'.repeat(8 * 1024)
    expect(logOf('print("x".repeat(100 * 1024))', 'print("more")')).toEqual(
      lines(...Array.from({ length: 8 }, () => full), '… more than 64 KiB in one run (limits.logBytes) are not kept'),
    )
  })

  it('to standard error names that stream, so that a panic tells why', () => {
    const log = logOf('undefinedName')
    expect(log.map(({ stream }) => stream)).toEqual(log.map(() => 'stderr'))
    expect(log.map(({ text }) => text).join('\n')).toContain('undefinedName is not defined')
  })
})
