import { inject } from 'vitest'
import type { Directive, Node } from '../../shared/directive/schema.ts'
import type { Failure } from '../../shared/engine/types.ts'
import type { Method, Params, Result } from '../../shared/protocol/messages.ts'
import { directiveOf, textAt } from '../integration/harness.ts'

// How a hostile test talks to the runtime that it attacks: over its doors, like anybody.

const target = inject('target')

export interface Refused {
  readonly code: string
  readonly message: string
}

export type Package = Directive['packages'][string]

function api(path: string, init: RequestInit): Promise<Response> {
  return fetch(target.editorUrl + path, { ...init, headers: { 'x-runnel-token': target.token } })
}

/** Rejects with the message of the error. */
export async function call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
  const answer = await (await api(`/api/${method}`, { method: 'POST', body: JSON.stringify(params) })).json()
  if (answer.error !== undefined) throw new Error(answer.error.message)
  return answer
}

/** Adds a component to the library: the package, or why it is not taken. */
export async function add(bytes: Uint8Array<ArrayBuffer>): Promise<Package | Refused> {
  const answer = await (await api('/api/packages?name=hostile.wasm', { method: 'POST', body: bytes })).json()
  if (answer.error === undefined) return { package: answer.name, digest: answer.digest }
  const [problem] = answer.error.data?.problems ?? []
  return { code: problem?.code ?? 'error', message: problem?.message ?? answer.error.message }
}

export async function added(bytes: Uint8Array<ArrayBuffer>): Promise<Package> {
  const answer = await add(bytes)
  if ('code' in answer) throw new Error(`${answer.code}: ${answer.message}`)
  return answer
}

/** A live application, and how it is asked. */
export interface Live {
  readonly app: string
  /** `path` comes behind the application's name. */
  ask(path?: string): Promise<{ readonly status: number; readonly text: string }>
  /** Asks, and gives why the run failed; null when it did not. */
  failure(path?: string): Promise<Failure | null>
  remove(): Promise<void>
}

/** Makes a directive live whose http trigger takes POST at its own name; rejects with the problems' words. */
export async function deploy(directive: Directive): Promise<Live> {
  const { app } = await call('apps.create', { label: directive.name })
  const remove = async () => { await call('apps.remove', { app }) }
  try {
    await call('deployments.deploy', { app, directive })
  } catch (error) {
    await remove()
    throw error
  }
  const ask: Live['ask'] = async (path = '') => {
    const response = await fetch(`${target.flowsUrl}/${directive.name}${path}`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: 'null',
    })
    return { status: response.status, text: await response.text() }
  }
  return {
    app,
    remove,
    ask,
    async failure(path) {
      const { status, text } = await ask(path)
      if (status === 200) return null
      const { summary } = (await runOf(app, JSON.parse(text).run)).run
      return summary.failure
    },
  }
}

/** A client has its answer before the runtime has the run's end. */
export async function runOf(app: string, run: string): Promise<Result<'runs.get'>> {
  for (const endMs = performance.now() + 5_000; ;) {
    try {
      return await call('runs.get', { app, run })
    } catch (error) {
      if (performance.now() > endMs) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

let names = 0

export interface AttackOptions {
  /** What fires when all is well. */
  readonly port?: 'done' | 'out' | 'failed'
  readonly policy?: Directive['policy']
}

/** Calls one function of the package with what is typed in, as the node `attacker`, and answers `done`. */
export function attack(
  of: Package, fn: string, extra: Partial<Node> = {}, { port = 'done', policy }: AttackOptions = {},
): Directive {
  const directive = directiveOf(
    `attack-${++names}-${process.pid}`,
    {},
    { bad: of },
  )
  const nodes = {
    request: { trigger: 'http', with: { path: `/${directive.name}`, method: 'POST', body: 'json' } },
    attacker: { use: `bad#${fn}`, timeout: 700, after: ['request.out'], ...extra } as Node,
    reply: { sink: 'http-reply', in: { body: { value: 'done' } }, after: [`attacker.${port}`] } as Node,
  }
  return { ...directive, flows: { main: { nodes } }, ...(policy === undefined ? {} : { policy }) }
}

/** A flow for each of the functions, as `attack` makes them, in one application: for those that leave its runner alive. */
export function gauntlet(
  of: Package, fns: readonly string[], portOf: (fn: string) => 'done' | 'out', timeout = 20_000,
): Directive {
  const attacks = fns.map((fn) => [fn, attack(of, fn, { timeout }, { port: portOf(fn) })] as const)
  const name = `gauntlet-${++names}-${process.pid}`
  const flows = Object.fromEntries(attacks.map(([fn, { flows: { main } }]) => {
    const request = { trigger: 'http', with: { path: `/${name}/${fn}`, method: 'POST', body: 'json' } }
    return [fn, { nodes: { ...main?.nodes, request } }]
  }))
  return { directive: 1, name, packages: { bad: of }, flows }
}

/** Of the runtime's main process, in bytes. */
export interface Memory {
  /** What its main thread still needs, after a collection. */
  readonly live: number
  /** With all threads, and with what heaps keep free for the next time. */
  readonly resident: number
}

export async function mainMemory(): Promise<Memory> {
  const { rss, heapUsed, external } = (await (await fetch(target.memoryUrl)).json()) as NodeJS.MemoryUsage
  return { live: heapUsed + external, resident: rss }
}

/** Another deployment, which must not notice. */
export async function bystander(): Promise<() => Promise<string>> {
  const name = `bystander-${++names}-${process.pid}`
  const { app } = await call('apps.create', { label: name })
  await call('deployments.deploy', { app, directive: textAt(name, `/${name}`, 'here') })
  return async () => (await fetch(`${target.flowsUrl}/${name}`)).text()
}
