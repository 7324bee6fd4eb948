import { expect, it } from 'vitest'
import type { Flow } from '../../shared/directive/schema.ts'
import { layoutFlow } from './layout.ts'

const node = (...from: string[]) => ({
  core: 'format',
  in: Object.fromEntries(from.map((source, at) => [`in${at}`, { from: `${source}.out` }])),
})
const flow = (nodes: Flow['nodes']): Flow => ({ nodes })

it('puts each node right of what feeds it', () =>
  expect(layoutFlow(flow({ c: node('b', 'a'), b: node('a'), a: node() }), () => 80)).toEqual({
    a: { x: 0, y: -40 },
    b: { x: 344, y: -40 },
    c: { x: 688, y: -40 },
  }))

it('puts branches one below the other', () =>
  expect(layoutFlow(flow({ a: node(), b: node('a'), c: node('a') }), () => 80)).toEqual({
    a: { x: 0, y: -40 },
    b: { x: 344, y: -104 },
    c: { x: 344, y: 24 },
  }))

it('comes to an end on a loop', () =>
  expect(Object.keys(layoutFlow(flow({ a: node('b'), b: node('a') }), () => 80))).toEqual(['b', 'a']))
