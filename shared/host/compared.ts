import type { Outcome } from '../engine/types.ts'
import type { ComponentFunction } from '../wit/component.ts'
import { deepEqualValue } from '../wit/deep-equal.ts'
import { createComponentHost } from './component-host.ts'
import type {
  ComponentHost, ComponentInstance, HostEnvironment, HostLimits, LoadModule, Starting, TranspiledComponent,
} from './types.ts'

/**
 * Makes every call twice, by the binder and by the generated code, and fails it when the outcomes are not the same: a
 * bug of ours or of jco's. Both see the same clocks and randomness; what the second one writes is not logged.
 */
export async function createComparedHost(
  transpiled: TranspiledComponent,
  loadModule: LoadModule,
  starting?: Starting,
  limits?: HostLimits,
): Promise<ComponentHost> {
  const [bound, generated] = await Promise.all([
    createComponentHost(transpiled, loadModule, 'binder', starting, limits),
    createComponentHost(transpiled, loadModule, 'generated', starting, limits),
  ])
  return {
    digest: transpiled.digest,
    refusal: bound.refusal ?? generated.refusal,
    caller: bound.caller,
    acquire(environment) {
      const { recording, replaying } = twice(environment)
      return compared(bound.acquire(recording), generated.acquire(replaying))
    },
  }
}

function compared(one: ComponentInstance, other: ComponentInstance): ComponentInstance {
  return {
    call(fn, args) {
      const outcome = one.call(fn, args)
      const expected = other.call(fn, args)
      if (outcome instanceof Promise || expected instanceof Promise) throw new Error('a component that waits is not compared')
      if (sameOutcome(fn, outcome, expected)) return outcome
      const message = `The binder gives ${shown(outcome)}, the generated code ${shown(expected)}`
      return { ok: false, kind: 'thrown', message }
    },
    release() {
      one.release()
      other.release()
    },
  }
}

/** Messages may differ: the binder says more. */
function sameOutcome({ result }: ComponentFunction, a: Outcome, b: Outcome): boolean {
  if (!a.ok || !b.ok) return !a.ok && !b.ok && a.kind === b.kind
  return result === null ? a.value === b.value : deepEqualValue(a.value, b.value, result)
}

function shown(outcome: Outcome): string {
  return JSON.stringify(outcome, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner)).slice(0, 500)
}

interface Twice {
  readonly recording: HostEnvironment
  readonly replaying: HostEnvironment
}

function twice(environment: HostEnvironment): Twice {
  const times: number[] = []
  const bytes: Uint8Array[] = []
  return {
    recording: {
      nowMs() {
        const nowMs = environment.nowMs()
        times.push(nowMs)
        return nowMs
      },
      randomBytes(count) {
        const random = environment.randomBytes(count)
        bytes.push(random)
        return random
      },
      log: (entry) => environment.log(entry),
    },
    replaying: {
      nowMs: () => times.shift() ?? environment.nowMs(),
      randomBytes: (count) => bytes.shift() ?? environment.randomBytes(count),
      log() {},
    },
  }
}
