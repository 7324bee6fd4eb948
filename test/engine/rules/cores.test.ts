import { describe, expect, it } from 'vitest'
import type { Node } from '../../../shared/directive/schema.ts'
import { flowOf, ran } from '../../../shared/engine/flow.test-support.ts'
import { resolveDirective } from '../../../shared/resolve/resolve.ts'
import type { ResolvedFlow } from '../../../shared/resolve/types.ts'
import { same, start } from './flows.test-support.ts'

/** A flow of core nodes alone. */
function coreFlow(nodes: Readonly<Record<string, Node>>): ResolvedFlow {
  const { flows, problems } = resolveDirective({ directive: 1, name: 'app', packages: {}, flows: { main: { nodes } } }, () => undefined)
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  return flows.get('main')!
}

describe('A delay lets only its own value wait', () => {
  it('the rest of the run goes on', async () => {
    const flow = flowOf({ start, later: { core: 'delay', in: { value: 'start.out' } }, b: { in: { n: 'later.out' } }, c: { in: { n: 'start.out' } } })
    const run = await ran(flow, { b: same, c: same })
    expect([run.calls, run.slept]).toEqual([['c(1)', 'b(1)'], [5]])
  })

  it('a run that fails does not wait for it', async () => {
    const nodes: Readonly<Record<string, Node>> = {
      start: { trigger: 'manual' }, later: { core: 'delay', in: { value: { from: 'start.out' }, ms: { value: 50_000 } } },
      fails: { core: 'throw', in: { message: { value: 'no' } }, after: ['start.out'] },
    }
    const run = await ran(coreFlow(nodes), {}, { event: '1', sleep: () => new Promise(() => {}) })
    expect([run.ok, run.slept]).toEqual([false, [50_000]])
  })
})

describe('Throw is a failure that carries a value', () => {
  const nodes: Readonly<Record<string, Node>> = {
    start: { trigger: 'manual' },
    fails: {
      core: 'throw', after: ['start.out'], retry: { attempts: 3 },
      in: { message: { value: 'no stock' }, value: { record: { id: { value: 7 } } } },
    },
  }
  const failure = { kind: 'thrown', message: 'no stock', node: 'fails', attempt: 1, payload: '{"id":7}' }

  it('that fails the run', async () => expect((await ran(coreFlow(nodes), {}, { event: '1' })).failure).toEqual(failure))

  it('unless somebody takes it', async () => {
    const run = await ran(coreFlow({ ...nodes, taken: { core: 'print-json', in: { value: { from: 'fails.failed.payload.id' } } } }), {}, { event: '1' })
    expect([run.ok, run.firings.at(-1)?.fired]).toEqual([true, [['out', '7']]])
  })
})
