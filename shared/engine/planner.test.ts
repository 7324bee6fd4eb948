import { expect, it } from 'vitest'
import { flowsOf } from './flow.test-support.ts'
import { createPlanner } from './planner.ts'

const flows = flowsOf({
  inner: { nodes: { given: { kind: 'inputs', inputs: ['n'] }, a: { in: { n: 'given.out.n' } }, b: { in: { n: 'given.out.n' } } } },
  main: { nodes: { start: { kind: 'trigger' }, one: { flow: 'inner', in: { n: 'start.out' } }, two: { flow: 'inner', in: { n: 'start.out' } } } },
})

it('plans a flow once, however many nodes call it', () => {
  const planned = createPlanner(flows)
  const [, one, two] = planned('main', 'start').nodes
  expect([one?.node.id, two?.node.id]).toEqual(['one', 'two'])
  expect(one?.inside?.plan).toBe(two?.inside?.plan)
  expect(planned('inner', 'given')).toBe(one?.inside?.plan)
})

it.each([
  { skip: 'a', nodes: ['start', 'one', 'two'], inside: ['given', 'b'] },
  { skip: 'given', nodes: ['start'], inside: undefined },
])('leaves out $skip of a flow that is called', ({ skip, nodes, inside }) => {
  const plan = createPlanner(flows, new Map([['inner', new Set([skip])]]))('main', 'start')
  expect(plan.nodes.map(({ node }) => node.id)).toEqual(nodes)
  expect(plan.nodes[1]?.inside?.plan.nodes.map(({ node }) => node.id)).toEqual(inside)
})
