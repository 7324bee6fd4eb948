import { expect, it } from 'vitest'
import type { Directive, Flow } from '../../shared/directive/schema.ts'
import { leadsTo, nodesTo, usesOf, wayInside } from './flow-uses.ts'

const flow = (nodes: Readonly<Record<string, string | null>>): Flow => ({
  nodes: Object.fromEntries(Object.entries(nodes).map(([id, used]) => [id, used === null ? { core: 'format' } : { flow: used }])),
})

/** `main` → `mask` → `cut`; `loop` leads to itself. */
const DOCUMENT: Directive = {
  directive: 1, name: 'a', packages: {},
  flows: {
    main: flow({ first: 'mask', format: null, second: 'mask', gone: 'nothing' }),
    mask: flow({ cut: 'cut' }),
    cut: flow({ format: null }),
    loop: flow({ again: 'loop' }),
  },
}

it.each([
  { of: 'mask', uses: [{ flow: 'main', node: 'first' }, { flow: 'main', node: 'second' }] },
  { of: 'main', uses: [] },
  { of: 'loop', uses: [{ flow: 'loop', node: 'again' }] },
])('$of is used as $uses', ({ of, uses }) => expect(usesOf(DOCUMENT, of)).toEqual(uses))

it.each([
  { from: 'main', to: 'cut', leads: true },
  { from: 'cut', to: 'main', leads: false },
  { from: 'cut', to: 'cut', leads: true },
  { from: 'loop', to: 'main', leads: false },
])('whether running $from runs $to: $leads', ({ from, to, leads }) => expect(leadsTo(DOCUMENT, from, to)).toBe(leads))

it.each([
  { from: 'main', to: 'cut', nodes: ['first', 'cut'] },
  { from: 'main', to: 'main', nodes: [] },
  { from: 'cut', to: 'main', nodes: null },
  { from: 'loop', to: 'cut', nodes: null },
])('the way from $from to $to goes through $nodes', ({ from, to, nodes }) =>
  expect(nodesTo(DOCUMENT.flows, from, to)).toEqual(nodes))

it.each([
  { nodes: [], to: 'main', steps: 0 },
  { nodes: ['second', 'cut'], to: 'cut', steps: 2 },
  { nodes: ['second', 'cut', 'format'], to: 'cut', steps: 2 },
  { nodes: ['format'], to: 'main', steps: 0 },
  { nodes: ['gone'], to: 'main', steps: 0 },
])('going into $nodes leads to $to', ({ nodes, to, steps }) => {
  const { flow: found, way } = wayInside(DOCUMENT.flows, 'main', nodes)
  expect([found, way.length]).toEqual([to, steps])
})
