import type { Ran } from '../../../shared/engine/flow.test-support.ts'
import { S32, STRING, type TestNode } from '../../../shared/engine/flow.test-support.ts'
import type { RunResult } from '../../../shared/engine/types.ts'
import type { WitType } from '../../../shared/wit/types.ts'

export const start: TestNode = { kind: 'trigger' }
export const RANGE: WitType = {
  kind: 'variant', name: 'range', cases: [{ name: 'below', type: S32 }, { name: 'within', type: null }],
}
export const FALLIBLE = { kind: 'result', ok: S32, err: STRING } as const satisfies WitType
export const AGAIN: WitType = {
  kind: 'variant', name: null, cases: [{ name: 'again', type: S32 }, { name: 'enough', type: S32 }],
}

/** A loop that begins at `head`; `test` says whether there is another turn. */
export const counting: Readonly<Record<string, TestNode>> = {
  start, head: { in: { n: ['start.out', 'test.out.again'] } }, test: { in: { n: 'head.out' }, result: AGAIN },
}

export const plusOne = (n: number) => n + 1
export const same = (n: unknown) => n
export const sum = (a: number, b: number) => a + b
export const until = (limit: number) => (n: number) => (n < limit ? { tag: 'again', val: n } : { tag: 'enough', val: n })
export const ok = (val: unknown) => ({ tag: 'ok', val })
export const err = (val: unknown) => ({ tag: 'err', val })
export const trap = (): never => {
  throw new Error('boom')
}

/** The tags with which a node fired, in the order of its firings. */
export function tagsOf({ firings }: RunResult, node: string): readonly Readonly<Record<string, number>>[] {
  return firings.filter((firing) => firing.node.id === node)
    .map(({ tag }) => Object.fromEntries(tag.map(({ key, index }) => [key, index])))
}

/** What a node was called with, sorted: which of two calls came first is nobody's rule. */
export function callsOf({ calls }: Ran, node: string): readonly string[] {
  return calls.filter((call) => call.startsWith(`${node}(`)).toSorted()
}

/** The ports of a node's last firing. */
export function portsOf({ firings }: RunResult, node: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(firings.findLast((firing) => firing.node.id === node)!.fired)
}
