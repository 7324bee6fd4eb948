import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Directive, Node } from '../../shared/directive/schema.ts'
import type { Method, Params, Result } from '../../shared/protocol/messages.ts'
import { ROOT } from '../../runtime/entry.ts'
import type { OperatorPolicy } from '../../shared/directive/operator-policy.ts'
import type { Network } from '../../runtime/capabilities/http/send.ts'
import { startRuntime, type Runtime } from '../../runtime/runtime.ts'
import { buildStale } from '../../runtime/build/build-stale.ts'
import { PACKAGES } from '../../runtime/build/targets.ts'

/** A real runtime on free ports, with its own store. */
export interface Server {
  readonly runtime: Runtime
  readonly editorUrl: string
  readonly flowsUrl: string
  /** What the runtime tells whoever runs it, without being asked. */
  readonly said: readonly string[]
  /** Rejects with the message of the error. */
  call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>>
  /** Any request of the API, with the token. */
  api(path: string, init?: RequestInit): Promise<Response>
  /** A request to a flow. */
  ask(path: string, init?: RequestInit): Promise<Answer>
  /** Creates the application and makes it live. */
  deploy(directive: Directive): Promise<string>
  close(): Promise<void>
}

export interface ServerOptions {
  readonly network?: Network
  readonly policy?: OperatorPolicy
  readonly editorPort?: number
  readonly flowsPort?: number
  /** Values of declared variables. */
  readonly config?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly type: string | null
  readonly text: string
}

const OFFLINE: Network = { lookup: () => Promise.reject(new Error('tests have no network')), privateHosts: new Set() }

export async function temporaryFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'runnel-integration-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

export async function startServer(storeDir: string, { editorPort = 0, flowsPort = 0, config, network = OFFLINE, policy }: ServerOptions = {}): Promise<Server> {
  await buildStale(ROOT, [PACKAGES], () => {})
  const bugs: unknown[] = []
  const said: string[] = []
  const runtime = await startRuntime({
    storeDir,
    nodesDir: join(ROOT, 'nodes-library'),
    prebuiltCacheDir: join(ROOT, 'dist/cache'),
    network,
    ...(policy === undefined ? {} : { policy }),
    onAdmitting() {},
    host: '127.0.0.1',
    flowsPort,
    editor: { port: editorPort, dir: join(ROOT, 'dist/editor'), allowedHosts: [] },
    build: 'test',
    runnerMemoryBytes: 256 * 1024 * 1024,
    calls: 'binder',
    config: (name) => config?.[name],
    onProblem: ({ message }) => said.push(message),
    onBug: (error) => bugs.push(error),
  })
  const editorUrl = runtime.editorUrl as string
  const api = (path: string, init: RequestInit = {}) =>
    fetch(editorUrl + path, { ...init, headers: { 'x-runnel-token': runtime.token, ...init.headers } })
  const server: Server = {
    runtime,
    said,
    editorUrl,
    flowsUrl: runtime.flowsUrl,
    api,
    async call(method, params) {
      const answer = await (await api(`/api/${method}`, { method: 'POST', body: JSON.stringify(params) })).json()
      if (answer.error !== undefined) throw new Error(answer.error.message)
      return answer
    },
    async ask(path, init) {
      const response = await fetch(runtime.flowsUrl + path, init)
      return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
    },
    async deploy(directive) {
      const { app } = await server.call('apps.create', { label: directive.name })
      await server.call('deployments.deploy', { app, directive })
      return app
    },
    async close() {
      await runtime.close()
      if (bugs.length > 0)
        throw new AggregateError(bugs, `the runtime met bugs of its own: ${bugs.map(String).join(', ')}`)
    },
  }
  return server
}

/** One flow called main. */
export function directiveOf(
  name: string,
  nodes: Readonly<Record<string, Node>>,
  packages: Directive['packages'] = {},
): Directive {
  return { directive: 1, name, packages, flows: { main: { nodes } } }
}

/** Answers GET at the path with a text. */
export function textAt(name: string, path: string, text: string): Directive {
  return directiveOf(name, {
    request: { trigger: 'http', with: { path } },
    reply: { sink: 'http-reply', in: { body: { value: text } }, after: ['request.out'] },
  })
}

export function postJson(value: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) }
}

/** A request whose Host and Origin can be chosen, which fetch does not allow. */
export function rawRequest(
  url: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; body: string; headers: NodeJS.Dict<string | string[]> }> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (piece: string) => (body += piece))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }))
    })
    sent.on('upgrade', (response, socket) => {
      socket.destroy()
      resolve({ status: response.statusCode ?? 0, body: '', headers: response.headers })
    })
    sent.on('error', reject).end()
  })
}
