import { exposeState } from '../../runtime/admission/core/expose-state.ts'
import { transpile } from '../../runtime/admission/transpile.ts'
import { linkComponent } from '../../shared/binder/link/link-component.ts'
import { createComponentHost } from '../../shared/host/component-host.ts'
import type { ComponentHost, ComponentInstance, HostEnvironment, LoadModule, LogEntry, TranspiledComponent } from '../../shared/host/types.ts'
import type { Outcome } from '../../shared/engine/types.ts'
import type { ComponentInfo } from '../../shared/wit/component.ts'
import { decodeComponent } from '../../shared/wit/decode/decode-component.ts'

export const loadModule: LoadModule = (source) => import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`)

export async function transpiled(bytes: Uint8Array): Promise<TranspiledComponent> {
  return { digest: 'sha256:test', info: decodeComponent(bytes), ...(await transpile(bytes)) }
}

export async function hostOf(bytes: Uint8Array): Promise<TestHost> {
  const component = await transpiled(bytes)
  return { host: await createComponentHost(component, loadModule), info: component.info }
}

/** By the binder alone: also what jco does not take. */
export async function boundHostOf(bytes: Uint8Array): Promise<TestHost> {
  const cores = new Map<string, Uint8Array>()
  const binding = linkComponent(bytes, (module) => {
    const name = `component.core${cores.size + 1}.wasm`
    cores.set(name, exposeState(module))
    return name
  })
  if (binding.kind === 'unsupported') throw new Error(binding.reason)
  const component = { digest: 'sha256:test', info: decodeComponent(bytes), binding, source: '', cores }
  return { host: await createComponentHost(component, loadModule), info: component.info }
}

export interface TestHost {
  readonly host: ComponentHost
  readonly info: ComponentInfo
}

/** Calls by a function's path, or the end of one. */
export function caller({ info }: TestHost, instance: ComponentInstance): (path: string, ...args: readonly unknown[]) => Outcome {
  const call = waitingCaller({ info }, instance)
  return (path, ...args) => sync(call(path, ...args))
}

/** What an instance that nothing keeps waiting gives. */
export function sync(outcome: Outcome | Promise<Outcome>): Outcome {
  if (outcome instanceof Promise) throw new Error('the component waits')
  return outcome
}

/** The same of components that may wait. */
export function waitingCaller({ info }: Pick<TestHost, 'info'>, instance: ComponentInstance): (path: string, ...args: readonly unknown[]) => Outcome | Promise<Outcome> {
  return (path, ...args) => {
    const fn = info.functions.find((each) => each.path === path || each.path.endsWith(`.${path}`))
    if (fn === undefined) throw new Error(`no function ${path}; there are ${info.functions.map((each) => each.path).join(', ')}`)
    return instance.call(fn, args)
  }
}

/** One run with one call. */
export function callOnce(host: TestHost, path: string, ...args: readonly unknown[]): Outcome {
  const instance = host.host.acquire(environmentOf())
  try {
    return caller(host, instance)(path, ...args)
  } finally {
    instance.release()
  }
}

/** Time stands still at `nowMs`, random bytes count up, and what is logged is kept. */
export function environmentOf(log: LogEntry[] = [], nowMs = 1_700_000_000_000.5): HostEnvironment {
  let next = 0
  return {
    nowMs: () => nowMs,
    randomBytes: (count) => Uint8Array.from({ length: count }, () => next++),
    log: (entry) => log.push(entry),
  }
}
