import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Directive, Node } from '../../shared/directive/schema.ts'
import { fromJs } from '../components/build.ts'
import { keyvalueWit } from '../components/keyvalue.wit.ts'
import { directiveOf, startServer, temporaryFolder, type Server } from './harness.ts'

/** Counts, tells what it got, and does harm. */
const COMPONENT = {
  wit: `package test:apart@1.0.0;
    world guest {
      import wasi:keyvalue/store@0.2.0-draft2;
      import wasi:keyvalue/atomics@0.2.0-draft2;
      record all { big: u64, odd: f64, maybe: option<string>, bytes: list<u8>, numbers: list<f32> }
      export echo: func(value: all) -> result<all, string>;
      export calls: func(item: string) -> u32;
      export visits: func(page: string) -> s64;
      export spin: func();
      export trap: func();
    }`,
  js: `import { open } from 'wasi:keyvalue/store@0.2.0-draft2'
    import { increment } from 'wasi:keyvalue/atomics@0.2.0-draft2'
    let count = 0
    export const echo = (value) => { if (value.maybe === 'no') throw 'refused'; return value }
    export const calls = () => ++count
    export const visits = (page) => increment(open(''), page, 1)
    export const spin = () => { for (;;); }
    export const trap = () => { undefinedName }`,
}

let server: Server
let folder: Awaited<ReturnType<typeof temporaryFolder>>
let packages: Directive['packages']

beforeAll(async () => {
  folder = await temporaryFolder()
  server = await startServer(folder.path)
  const body = await fromJs({ ...COMPONENT, deps: keyvalueWit('draft2'), stubWasi: false })
  const answer = await server.api('/api/packages?name=own.wasm', { method: 'POST', body })
  packages = { own: { package: 'own.wasm', digest: (await answer.json() as { digest: string }).digest } }
}, 60_000)
afterAll(async () => {
  await server.close()
  await folder.remove()
})

const TYPE = 'record { big: u64, odd: f64, maybe: option<string>, bytes: list<u8>, numbers: list<f32> }'

function calling(name: string, node: object, more: Readonly<Record<string, Node>> = {}): Directive {
  return directiveOf(name, {
    request: { trigger: 'http', with: { path: `/${name}`, method: 'POST', body: { wit: TYPE } } },
    node: { runner: 'own', ...node } as Node,
    reply: { sink: 'http-reply', in: { body: { from: 'node.out' } } },
    ...more,
  }, packages)
}

const VALUE = { big: 9007199254740991, odd: 'NaN', maybe: 'ä', bytes: 'AAH/', numbers: [0.5, '-Infinity'] }
const post = (path: string, value: object = VALUE) => server.ask(path, { method: 'POST', body: JSON.stringify(value), headers: { 'content-type': 'application/json' } })

it('gives a node in a runner of its own what it is given anywhere, and takes what it gives', async () => {
  await server.deploy(calling('echo', { use: 'own#echo', in: { value: { from: 'request.out.body' } } }, {
    refused: { sink: 'http-reply', in: { status: { value: 422 }, body: { from: 'node.err' } } },
  }))
  expect(JSON.parse((await post('/echo')).text)).toEqual(VALUE)
  expect(await post('/echo', { ...VALUE, maybe: 'no' })).toMatchObject({ status: 422, text: 'refused' })
})

it('shares an instance between the calls of a run, and between no runs', async () => {
  await server.deploy(calling('calls', { use: 'own#calls', in: { item: { value: ['a', 'b', 'c'] } }, each: { over: 'item' }, after: ['request.out'] }))
  expect([(await post('/calls')).text, (await post('/calls')).text]).toEqual(['[1,2,3]', '[1,2,3]'])
})

it('does what the node is granted', async () => {
  const node = { use: 'own#visits', in: { page: { value: 'home' } }, after: ['request.out'], grant: [{ capability: 'wasi:keyvalue/store' }] }
  await server.deploy(calling('visits', node))
  expect([(await post('/visits')).text, (await post('/visits')).text]).toEqual(['1', '2'])
})

it('fails where the node traps, and logs in the run what it writes', async () => {
  const app = await server.deploy(calling('traps', { use: 'own#trap', after: ['request.out'] }, {
    reply: { sink: 'http-reply', after: ['node.done'], in: { body: { value: 'done' } } },
  }))
  await post('/traps')
  const { rows } = await server.call('runs.watch', { app, since: null })
  const { trace } = await server.call('runs.get', { app, run: rows[0]!.run })
  expect(rows[0]?.summary.failure).toMatchObject({ kind: 'trap', node: 'node' })
  expect(trace?.logs.map(({ node, stream, text }) => `${node} ${stream} ${text}`).join('\n')).toMatch(/^node stderr .*undefinedName is not defined/m)
})

it('ends a node that loops without ending the process of the others, whose runs go on', async () => {
  const app = await server.deploy(calling('spins', { use: 'own#spin', after: ['request.out'], timeout: 300 }, {
    reply: { sink: 'http-reply', after: ['node.failed'], in: { body: { from: 'node.failed.message' } } },
    aside: { trigger: 'http', with: { path: '/spins/aside' } },
    waiting: { core: 'delay', in: { value: { from: 'aside.out.path' }, ms: { value: 600 } } },
    there: { sink: 'http-reply', in: { body: { from: 'waiting.out' } } },
  }))
  const aside = server.ask('/spins/aside')
  const spun = await Promise.all([post('/spins'), post('/spins')])
  expect(spun.map(({ text }) => text)).toEqual(Array.from({ length: 2 }, () => 'The node node of the flow main did not return within 300 ms.'))
  expect((await aside).text).toBe('/spins/aside')
  const { apps } = await server.call('apps.list', {})
  expect(apps.find((each) => each.app === app)?.live).toMatchObject({ state: 'live', culprit: null })
})

it('deploys no runner of its own for what calls no component', async () => {
  const directive = calling('wrong', { core: 'print-json', in: { value: { from: 'request.out.body' } } })
  await expect(server.deploy(directive)).rejects.toThrow('runner is for nodes that call a component. Take runner out.')
})
