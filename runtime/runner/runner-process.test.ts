import { execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import type { RunnerReport } from '../../shared/runner/messages.ts'
import { runnerOn, type Death } from './runner-process.ts'

/** What a child that executes this script reports, and how it ends. */
function talkWith(script: string): Promise<{ readonly reports: readonly RunnerReport[]; readonly death: Death }> {
  const child = spawn(process.execPath, ['-e', `const fs = require('node:fs'); ${script}`], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  })
  const reports: RunnerReport[] = []
  return new Promise((resolve) =>
    runnerOn(child).listen({
      report: (report) => reports.push(report),
      died: (death) => resolve({ reports, death }),
    }),
  )
}

/** Writes one frame with a header. */
const FRAME = `function frame(text) {
  const bytes = Buffer.alloc(8 + text.length)
  bytes.writeUInt32LE(4 + text.length); bytes.writeUInt32LE(text.length, 4); bytes.write(text, 8)
  fs.writeSync(3, bytes)
}`
const FOR_EVER = 'setInterval(() => {}, 1000)'

it.each([
  {
    name: 'no frame',
    script: `fs.writeSync(3, 'HTTP/1.1 200 OK'); ${FOR_EVER}`,
    said: /^The runner was ended\. A frame's header has \d+ bytes; the limit is \d+\.$/,
  },
  { name: 'a frame that is no JSON', script: `frame('{'); ${FOR_EVER}`, said: /It sent a report that is not JSON\.$/ },
  {
    name: 'a report of a kind that there is not',
    script: `frame('{"kind":"eval"}'); ${FOR_EVER}`,
    said: /It sent a report that is none: /,
  },
  {
    name: 'a header that would begin another reply',
    script: `frame(JSON.stringify({ kind: 'reply', run: 'r', status: 200, headers: [['a', 'b\\r\\nc: d']] })); ${FOR_EVER}`,
    said: /It sent a report that is none: /,
  },
  { name: 'nothing', script: 'process.exit(3)', said: /^The runner ended with exit code 3\.$/ },
  {
    name: 'an error',
    script: "throw new TypeError('over this')",
    said: /^The runner ended with exit code 1: TypeError: over this\.$/,
  },
  {
    name: 'last words that are none',
    script: "fs.writeSync(4, 'help'); process.kill(process.pid, 'SIGKILL')",
    said: /^The runner ended by SIGKILL\.$/,
  },
])('ends a runner that sends $name, and says so', async ({ script, said }) => {
  const { reports, death } = await talkWith(`${FRAME}; frame('{"kind":"loaded"}'); ${script}`)
  expect([reports, death]).toEqual([[{ kind: 'loaded' }], { kind: 'crash', message: expect.stringMatching(said), during: null }])
})

const CALL = { run: 'r', within: [], node: 'n', tag: [{ key: '@n', index: 3 }], element: 0, attempt: 2 }
const WATCHED = { run: 'r', flow: 'f', node: 'n', call: CALL, limitMs: 100 }

it.each([
  { words: [{ kind: 'memory', watched: WATCHED }], death: { kind: 'memory', during: WATCHED } },
  { words: [{ kind: 'overrun', watched: WATCHED }], death: { kind: 'overrun', overrun: WATCHED } },
  { words: [{ kind: 'calling', watched: WATCHED }], death: { kind: 'crash', message: 'The runner ended by SIGKILL.', during: WATCHED } },
  {
    words: [{ kind: 'calling', watched: WATCHED }, { kind: 'calling', watched: null }],
    death: { kind: 'crash', message: 'The runner ended by SIGKILL.', during: null },
  },
] as const)('believes the last words of a watchdog: $words', async ({ words, death }) => {
  const said = words.map((each) => `${JSON.stringify(each)}\\n`).join('')
  const talked = await talkWith(`fs.writeSync(4, '${said}'); process.kill(process.pid, 'SIGKILL')`)
  expect(talked.death).toEqual(death)
})

it('tells when the system has no descriptors left to start a runner', async () => {
  const module = fileURLToPath(new URL('./runner-process.ts', import.meta.url))
  const script = `
    const { openSync } = await import('node:fs')
    const { startRunnerProcess } = await import(${JSON.stringify(module)})
    try { for (;;) openSync('/dev/null') } catch {}
    const runner = startRunnerProcess({ cacheDir: '/', memoryBytes: 1, calls: 'binder', confinement: { limits: true, network: false } })
    runner.listen({ report() {}, died: ({ message }) => process._rawDebug(message) })
    runner.send({ kind: 'run' })
    runner.close()`
  const limited = `ulimit -n 60; exec "$0" --input-type=module -e "$1"`
  const { stderr } = await promisify(execFile)('/bin/sh', ['-c', limited, process.execPath, script])
  expect(stderr.trim()).toMatch(/^The runner cannot be started: spawn .*EMFILE\.$/)
})
