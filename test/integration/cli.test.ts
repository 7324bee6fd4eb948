import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ROOT } from '../../runtime/entry.ts'
import { digestOf } from '../../runtime/admission/admit.ts'
import { packApplication } from '../../shared/directive/application-file.ts'
import { misbehaving } from './components.ts'
import { directiveOf, temporaryFolder, textAt } from './harness.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  folder = await temporaryFolder()
  await mkdir(folder.path, { recursive: true })
})
afterAll(() => folder.remove())

interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

interface Running {
  readonly finished: Promise<Finished>
  /** Resolves once the standard output fits. */
  until(pattern: RegExp): Promise<RegExpExecArray>
  stop(signal: NodeJS.Signals): void
}

function runnel(...args: readonly string[]): Running {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('../../runtime/bin/runnel.mjs', import.meta.url)), ...args],
    { cwd: folder.path },
  )
  let out = ''
  let err = ''
  let look = (): void => {}
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    out += piece
    look()
  })
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (err += piece))
  const finished = new Promise<Finished>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err: err.replace(/^(?:built|building|  ).*\n/gm, '') })),
  )
  return {
    finished,
    until: (pattern) =>
      new Promise((resolve, reject) => {
        look = () => {
          const found = pattern.exec(out)
          if (found !== null) resolve(found)
        }
        look()
        void finished.then(({ err }) => reject(new Error(`it ended before ${pattern}: ${err}`)))
      }),
    stop: (signal) => child.kill(signal),
  }
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder.path, name), content)
  return name
}

const hello = textAt('hello', '/hello', 'hello')

it.each([
  { name: 'JSON', write: () => file('hello.json', JSON.stringify(hello)) },
  { name: 'YAML', write: () => file('hello.yaml', stringify(hello)) },
])('runs a directive in $name until it is told to stop', async ({ write }) => {
  const running = runnel('run', await write(), '--port', '0')
  const [, url] = await running.until(/^GET\s+(http:\S+)$/m)
  const answer = await (await fetch(url as string)).text()
  running.stop('SIGTERM')
  expect([answer, await running.finished]).toEqual(['hello', { code: 0, out: `GET     ${url}\n`, err: '' }])
})

it('runs an application file with nothing but what is in it', async () => {
  const bytes = await misbehaving()
  const digest = digestOf(bytes)
  const directive = directiveOf(
    'carried',
    {
      request: { trigger: 'http', with: { path: '/carried' } },
      twice: { use: 'mine#twice', in: { number: { value: 21 } }, after: ['request.out'] },
      reply: { sink: 'http-reply', in: { body: { from: 'twice.out' } } },
    },
    { mine: { package: 'mine.wasm', digest } },
  )
  const path = await file(
    'carried.runnel',
    packApplication({ directive, packages: new Map([[digest, bytes]]), samples: new Map() }),
  )
  const checked = await runnel('check', path).finished
  const running = runnel('run', path, '--port', '0')
  const [, url] = await running.until(/^GET\s+(http:\S+)$/m)
  const answer = await (await fetch(url as string)).text()
  running.stop('SIGTERM')
  expect([checked.code, answer, (await running.finished).code]).toEqual([0, '42', 0])
})

const greeting = {
  ...directiveOf('greeting', {
    request: { trigger: 'http', with: { path: '/greeting' } },
    reply: { sink: 'http-reply', in: { body: { config: 'greeting' } }, after: ['request.out'] },
  }),
  config: { greeting: { type: 'string' }, key: { type: 'string', secret: true } },
}

it('gives variables what stands on the command line', async () => {
  const running = runnel('run', await file('greeting.json', JSON.stringify(greeting)), '--port', '0', '--config', 'greeting=Good day')
  const [, url] = await running.until(/^GET\s+(http:\S+)$/m)
  const answer = await (await fetch(url as string)).text()
  running.stop('SIGTERM')
  expect([answer, (await running.finished).code]).toEqual(['Good day', 0])
})

it.each([
  {
    args: [],
    err: 'The variable greeting has no value. Give it a default, or start the runtime with --config greeting=… or RUNNEL_CONFIG_GREETING.',
  },
  { args: ['--config', 'greting=a'], err: '--config greting: the directive declares no such variable. Did you mean greeting?' },
  {
    args: ['--config', 'key=hush'],
    err: '--config key: it is a secret, and others on this machine see the command line. Give it in the environment, as RUNNEL_CONFIG_KEY.',
  },
])('does not run a directive whose variables are given as $args', async ({ args, err }) => {
  const path = await file('greeting.json', JSON.stringify(greeting))
  expect(await runnel('run', path, '--port', '0', ...args).finished).toEqual({ code: 1, out: '', err: `${err}\n` })
})

it('starts the editor and the flows, and stops at Ctrl-C', async () => {
  const running = runnel('--store', join(folder.path, 'store'), '--port', '0', '--flows-port', '0')
  const [, editor, flows] = await running.until(/Editor\s+(http:\S+)\n\s+Flows\s+(http:\S+)/)
  const statuses = [
    (await fetch(`${editor}/api/apps.list`, { method: 'POST' })).status,
    (await fetch(`${flows}/`)).status,
  ]
  // A terminal sends it to the command and to the Node that it started, to which the command passes it on.
  running.stop('SIGINT')
  running.stop('SIGINT')
  expect([statuses, (await running.finished).code]).toEqual([[401, 404], 0])
})

it.each([
  {
    name: 'a sound directive',
    write: () => file('hello.json', JSON.stringify(hello)),
    code: 0,
    out: /^hello\.json has no problems\.\n$/,
  },
  {
    name: 'a bad wire',
    write: () =>
      file(
        'bad.json',
        JSON.stringify(
          directiveOf('bad', {
            request: { trigger: 'http', with: { path: '/x' } },
            reply: { sink: 'http-reply', in: { status: { from: 'request.out.path' } } },
          }),
        ),
      ),
    code: 1,
    out: /^error bad-wire at main\/reply\.status: .+\n$/m,
  },
  {
    name: 'broken JSON',
    write: () => file('broken.json', '{"directive": 1,}'),
    code: 1,
    out: /^error bad-json: broken\.json is not JSON: line 1, column 17: .+\n$/,
  },
  {
    name: 'broken YAML',
    write: () => file('broken.yaml', 'a: [1'),
    code: 1,
    out: /^error bad-yaml: broken\.yaml is not YAML: .+\n$/,
  },
  {
    name: 'a store that is none',
    write: async () => ['hello.json', '--store', await file('plain', '')],
    code: 1,
    out: /^error store-unusable: The store .*plain.* cannot be used: .*\. Make the folder writable, or choose another with --store DIR\.\n$/,
  },
  {
    name: 'no file',
    write: async () => 'nowhere.json',
    code: 1,
    out: /^error no-file: The file nowhere\.json does not exist\. .+\n$/,
  },
])('checks $name with exit code $code', async ({ write, code, out }) => {
  const finished = await runnel('check', ...[await write()].flat()).finished
  expect(finished).toEqual({ code, out: expect.stringMatching(out), err: '' })
})

it('says what is wrong with a directive that it is to run, and ends', async () => {
  const path = await file(
    'unknown.json',
    JSON.stringify({ ...hello, flows: { main: { nodes: { a: { core: 'no-such' } } } } }),
  )
  const finished = await runnel('run', path, '--port', '0').finished
  expect(finished).toEqual({ code: 1, out: '', err: expect.stringMatching(/no-such/) })
})

it('prints its version', async () => {
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  expect(await runnel('--version').finished).toEqual({ code: 0, out: `${version}\n`, err: '' })
})
