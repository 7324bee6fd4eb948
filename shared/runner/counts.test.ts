import { expect, it } from 'vitest'
import { flowsOf, ran } from '../engine/flow.test-support.ts'
import { createCounter } from './counts.ts'

it('counts what fires in a flow that is called under the name of that flow', async () => {
  const flows = flowsOf({
    inner: { nodes: { given: { kind: 'inputs', inputs: ['n'] }, a: { in: { n: 'given.out.n' } }, out: { kind: 'output', in: { value: 'a.out' } } } },
    main: { nodes: { start: { kind: 'trigger' }, a: { flow: 'inner', in: { n: ['start.out', 'start.out'] } } } },
  })
  const counter = createCounter()
  counter.add(await ran(flows, { a: (n: number) => n }))
  const twice = { ok: 2, failed: 0 }
  expect(counter.read()).toMatchObject({
    runs: { ok: 1, failed: 0 },
    fired: { 'main/start': { ok: 1, failed: 0 }, 'main/a': twice, 'inner/given': twice, 'inner/a': twice, 'inner/out': twice },
    passed: { 'main/a.out': 2, 'inner/a.out': 2, 'inner/out.done': 2 },
  })
})
