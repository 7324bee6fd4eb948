import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { everything, portOf } from './components/everything.ts'
import { added, attack, deploy, gauntlet, type Live, type Package } from './target.ts'
import { expectUnharmed } from './unharmed.ts'

const LIMITED = ['grow-memory', 'text', 'lists', 'random', 'random-again', 'handles', 'grow-table']
const BREAKING = ['deep', 'unreachable', 'out-of-bounds', 'sleep', 'exit', 'json', 'error-text']

let hostile: Package
let shared: Live
beforeAll(async () => {
  hostile = await added(await everything())
  shared = await deploy(gauntlet(hostile, [...LIMITED, ...BREAKING], portOf))
})
expectUnharmed()
afterAll(() => shared.remove())

/** One application that calls the function once: why its run failed. */
async function failureOf(fn: string, extra: Parameters<typeof attack>[2] = {}, policy?: NonNullable<Parameters<typeof attack>[3]>['policy']) {
  const live = await deploy(attack(hostile, fn, extra, { port: portOf(fn), policy }))
  try {
    return await live.failure()
  } finally {
    await live.remove()
  }
}

describe('a call that does not come back is ended, with its node named', () => {
  it.each([
    'branch', 'fill', 'copy', 'call', 'tail-call', 'table-fill', 'host-call', 'in-post-return', 'log',
  ])('%s', async (fn) =>
    expect(await failureOf(fn)).toEqual({
      kind: 'timeout', node: 'attacker', attempt: 1, payload: 'null',
      message: 'The node attacker of the flow main did not return within 700 ms.',
    }))
})

describe('a call that takes too much fails, and says which limit it came to', () => {
  it.each([
    ['grow-memory', 'limit', /trapped: .*\. Its memory had grown to 63\.06 MiB of the 64 MiB that limits\.memoryBytes allows$/],
    ['text', 'limit', /^text: the values it gives take more than the 16 MiB that limits\.liftBytes allows$/],
    ['lists', 'limit', /^lists: the values it gives take more than the 16 MiB that limits\.liftBytes allows$/],
    ['random', 'limit', /^The component asks for 18446744073709551615 random bytes at once, 16777216 are allowed$/],
    ['random-again', 'bad-value', /get-random-bytes: realloc gave 1048576 bytes at 128, which reach out of the memory$/],
    ['handles', 'trap', /there are more than 1000000 handles$/],
    ['grow-table', 'trap', /^The component trapped: wasm `unreachable` instruction executed$/],
  ])('%s: %s', async (fn, kind, message) =>
    expect(await shared.failure(`/${fn}`)).toEqual({
      kind, node: 'attacker', attempt: 1, payload: 'null', message: expect.stringMatching(message),
    }))
})

it.each([
  ['grow-memory', { memoryBytes: 4 * 1024 * 1024 }, /of the 4 MiB that limits\.memoryBytes allows$/],
  ['hold-text', { liftBytes: 1024 * 1024 }, /more than the 1 MiB that limits\.liftBytes allows$/],
])('%s is held to what its node says', async (fn, limits, message) =>
  expect(await failureOf(fn, { limits })).toMatchObject({ kind: 'limit', message: expect.stringMatching(message) }))

it('and to what the policy says for all nodes', async () =>
  expect(await failureOf('hold-text', {}, { limits: { liftBytes: 2 * 1024 * 1024 } })).toMatchObject({
    kind: 'limit', message: 'hold-text: the values it gives take more than the 2 MiB that limits.liftBytes allows',
  }))

describe('a call that breaks fails, with its node and the cause', () => {
  it.each([
    ['deep', 'trap', 'The component trapped: its calls are nested too deeply (stack overflow)'],
    ['unreachable', 'trap', 'The component trapped: wasm `unreachable` instruction executed'],
    ['out-of-bounds', 'trap', 'The component trapped: out of bounds memory access'],
    ['sleep', 'trap', 'The component trapped: wasm `unreachable` instruction executed'],
    ['exit', 'exit', 'The component ended itself with exit code 1'],
    ['json', 'bad-value', 'The function gave what is not of its type: no JSON: lists and objects are nested more than 10000 levels deep (line 1, column 10001)'],
  ])('%s: %s', async (fn, kind, message) =>
    expect(await shared.failure(`/${fn}`)).toEqual({ kind, node: 'attacker', attempt: 1, payload: 'null', message }))
})

it('an error of 4 MiB leaves its beginning behind', async () => {
  const failure = await shared.failure('/error-text')
  expect([failure?.kind, failure?.node, failure?.message.length, failure?.payload.length]).toEqual(['err', 'attacker', 2_001, 8_196])
})
