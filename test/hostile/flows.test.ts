import { afterEach, beforeAll, expect, it } from 'vitest'
import type { Directive, Node } from '../../shared/directive/schema.ts'
import { everything } from './components/everything.ts'
import { added, attack, call, deploy, runOf, type Live, type Package } from './target.ts'
import { expectUnharmed } from './unharmed.ts'

let hostile: Package
let live: Live | null = null
beforeAll(async () => { hostile = await added(await everything()) })
expectUnharmed()
afterEach(async () => {
  await live?.remove()
  live = null
})

/** An attack with nodes of its own between trigger and reply. */
function around(nodes: Readonly<Record<string, Node>>, reply: Node['in'], after?: Node['after']): Directive {
  const directive = attack(hostile, 'unreachable')
  const { request } = directive.flows.main!.nodes as { request: Node }
  const sink: Node = { sink: 'http-reply', in: reply ?? {}, ...(after === undefined ? {} : { after }) }
  return { ...directive, flows: { main: { nodes: { request, ...nodes, reply: sink } } } }
}

const holding = (count: number): Record<string, Node> => Object.fromEntries(Array.from({ length: count }, (_, index) => [
  `attacker-${index}`, { use: 'bad#hold-text', after: ['request.out'] } satisfies Node,
]))

it('a run that holds large values until there is no memory left fails alone, and says so', async () => {
  live = await deploy(around(holding(100), { body: { value: 'done' } }, ['attacker-99.out']))
  const failure = await live.failure()
  expect(failure).toMatchObject({ kind: 'limit', message: expect.stringMatching(/^The runner ran out of its memory limit/) })
})

it('a value that is put together of too many is refused to the node that is given it', async () => {
  const parts = { list: Array.from({ length: 40 }, () => ({ from: 'attacker-0.out' })) }
  live = await deploy(around(holding(1), { body: parts }))
  expect(await live.failure()).toEqual({
    kind: 'limit', node: 'reply', attempt: 1, payload: 'null',
    message: 'The node is given a value that takes more than the 16 MiB that limits.valueBytes allows',
  })
})

it('a run that fails with large values leaves little of them behind', async () => {
  const watched = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [
    `look-${index}`, { sink: 'debug', in: { value: { from: 'attacker-0.out' } } } satisfies Node,
  ]))
  live = await deploy(around(
    { ...holding(1), ...watched, last: { use: 'bad#unreachable', after: ['look-199.done'] } }, { body: { value: 'done' } }, ['last.done'],
  ))
  const { status, text } = await live.ask()
  const { run, trace } = await runOf(live.app, JSON.parse(text).run)
  expect([status, run.summary.failure?.kind, run.summary.failure?.node]).toEqual([500, 'trap', 'last'])
  expect(JSON.stringify(trace).length).toBeLessThan(8 * 1024 * 1024)
  await call('apps.list', {})
})

it('a hundred runs at once that fail with a long error leave the main process as it was', async () => {
  live = await deploy(attack(hostile, 'error-text'))
  const answers = await Promise.all(Array.from({ length: 100 }, () => (live as Live).ask()))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([500]))
})
