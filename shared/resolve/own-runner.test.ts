import { expect, it } from 'vitest'
import { powersOf } from '../capabilities/powers.ts'
import type { Flow } from '../directive/schema.ts'
import { suggestRunner } from './own-runner.ts'
import type { Signature } from './signature.ts'

const FN = { path: 'f', instance: null, name: 'f', params: [], result: null }

it.each<[string, Readonly<Record<string, readonly [digest: string, grants: number, runner?: 'own']>>, readonly string[]]>([
  ['two more than each neighbour', { a: ['x', 2], b: ['y', 0] }, ['a']],
  ['one more only', { a: ['x', 1], b: ['y', 0] }, []],
  ['two more than one neighbour and not than the other', { a: ['x', 2], b: ['y', 0], c: ['z', 1] }, []],
  ['no neighbour but its own component', { a: ['x', 2], b: ['x', 0] }, []],
  ['a runner of its own already', { a: ['x', 2, 'own'], b: ['y', 0] }, []],
  ['a neighbour that has a runner of its own', { a: ['x', 2], b: ['y', 0, 'own'] }, []],
])('suggests a runner of its own or not to a node with %s', (_, nodes, expected) => {
  const written = Object.fromEntries(Object.entries(nodes).map(([id, [, , runner]]) => [id, { use: 'a#f', ...(runner === undefined ? {} : { runner }) }]))
  const signatures = new Map(Object.entries(nodes).map(([id, [digest, grants]]): [string, Signature] => {
    const powers = powersOf(new Map(Array.from({ length: grants }, (_, at) => [`capability-${at}`, {}])))
    return [id, { action: { kind: 'function', alias: 'a', digest, fn: FN, powers }, inputs: [], outputs: new Map(), known: true }]
  }))
  const suggested: (string | undefined)[] = []
  suggestRunner('main', { nodes: written } satisfies Flow, signatures, ({ place }) => suggested.push(place.node))
  expect(suggested).toEqual(expected)
})
