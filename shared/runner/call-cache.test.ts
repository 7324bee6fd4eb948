import { expect, it } from 'vitest'
import type { Call, Outcome } from '../engine/types.ts'
import { parseSignature } from '../wit/parse.ts'
import { createCallCache } from './call-cache.ts'

const call = (arg: string, signature = 'func(text: string) -> string'): Call => ({
  key: { run: 'r', within: [], node: 'n', tag: [], element: 0, attempt: 1 }, flow: 'f', digest: 'd', args: [arg],
  fn: { path: 'f', instance: null, name: 'f', ...parseSignature(signature) },
})
const gave = (value: unknown): Outcome => ({ ok: true, value })

it('gives what the same call gave, until its time is over', () => {
  const cache = createCallCache({ ttl: 100 })
  cache.keep(call('a'), gave('A'), 1_000)
  expect([cache.get(call('a'), 1_099), cache.get(call('b'), 1_099), cache.get(call('a'), 1_100)]).toEqual([gave('A'), undefined, undefined])
})

it('lets the least recently used go', () => {
  const cache = createCallCache({ ttl: 100, size: 2 })
  cache.keep(call('a'), gave('A'), 0)
  cache.keep(call('b'), gave('B'), 0)
  cache.get(call('a'), 1)
  cache.keep(call('c'), gave('C'), 1)
  expect(['a', 'b', 'c'].map((arg) => cache.get(call(arg), 2))).toEqual([gave('A'), undefined, gave('C')])
})

it('keeps neither failures nor errors', () => {
  const cache = createCallCache({ ttl: 100 })
  const fallible = call('a', 'func(text: string) -> result<string, string>')
  cache.keep(call('a'), { ok: false, kind: 'trap', message: 'boom' }, 0)
  cache.keep(fallible, gave({ tag: 'err', val: 'no' }), 0)
  expect(cache.get(call('a'), 1)).toBe(undefined)
  cache.keep(fallible, gave({ tag: 'ok', val: 'yes' }), 1)
  expect(cache.get(fallible, 2)).toEqual(gave({ tag: 'ok', val: 'yes' }))
})
