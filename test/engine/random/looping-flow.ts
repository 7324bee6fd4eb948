import fc from 'fast-check'
import type { TestNode } from '../../../shared/engine/flow.test-support.ts'
import type { Sketch } from './calls.ts'
import { drawnPolicies, drawnTraps } from './policies.ts'
import { oneOf, RESULTS, type ResultName } from './ports.ts'

// Flows whose loops turn: a chain of nodes, each with a way back to where it or an earlier one begins, so that loops
// lie in one another, overlap and follow each other; and wires from the side that joins have to tell apart.

const nat = fc.nat(999)
const drawnNode = fc.record({
  /** Which nodes before it feed its other inputs. */
  sides: fc.array(nat, { maxLength: 2 }),
  after: fc.array(fc.array(nat, { minLength: 1, maxLength: 2 }), { maxLength: 1 }),
  /** How far back it leads, if it does. */
  back: fc.option(nat, { freq: 2 }),
  result: fc.constantFrom<ResultName>('branch', 'fallible', 'optional'),
  merges: fc.nat(5).map((drawn) => drawn === 5),
  /** Whether it takes a list of what would come to it, also with one list before another, and what goes on is collected too. */
  collects: fc.constantFrom('no', 'no', 'no', 'no', 'no', 'no', 'once', 'twice'),
  gathered: fc.option(fc.boolean(), { freq: 2 }),
  policies: drawnPolicies,
  traps: drawnTraps,
})
type DrawnNode = typeof drawnNode extends fc.Arbitrary<infer T> ? T : never

export function loopingFlowOf(maxNodes: number): fc.Arbitrary<Sketch> {
  return fc.noBias(fc.record({
    nodes: fc.array(drawnNode, { minLength: 1, maxLength: maxNodes, size: 'max' }), handler: fc.boolean(),
  })).map(({ nodes, handler }) => flowOf(nodes, handler))
}

export const loopingFlow = loopingFlowOf(8)

/** Where a value goes back and where it goes on. */
const WAYS: Readonly<Partial<Record<ResultName, readonly (readonly [back: string, on: string])[]>>> = {
  branch: [['out.low', 'out.high']], fallible: [['out', 'err'], ['err', 'out'], ['result.ok', 'err']], optional: [['out', 'none']],
}

function flowOf(drawn: readonly DrawnNode[], handler: boolean): Sketch {
  const wires = drawn.map((): string[] => [])
  const on = drawn.map(({ back, result }, at) => {
    if (back === null) return `n${at}.out`
    const [way, forth] = oneOf(WAYS[result]!, back)
    wires[back % (at + 1)]!.push(`n${at}.${way}`)
    return `n${at}.${forth}`
  })
  const nodes = drawn.flatMap(({ sides, after, back, result, merges, collects, gathered, policies: { retry } }, at): [string, TestNode][] => {
    const before = ['start.out', ...on.slice(0, at).filter((port) => !port.endsWith('.none'))]
    const latest = before.at(-1)!
    const entry = merges ? [latest, oneOf(before, sides[0] ?? 0)] : [latest]
    const none = at > 0 && on[at - 1]!.endsWith('.none') ? [[on[at - 1]!]] : []
    const into = [...entry, ...wires[at]!]
    const gatherer: [string, TestNode] = [`g${at}`, { core: 'collect', in: { i0: [on[at]!] }, ...(gathered === true ? { empty: true } : {}) }]
    return [...collecting(collects, String(at), into), [`n${at}`, {
      in: { i0: collects === 'no' ? into : [`c${at}.out`], ...Object.fromEntries(sides.map((side, nth) => [`i${nth + 1}`, oneOf(before, side)])) },
      after: [...none, ...after.map((entries) => entries.map((each) => oneOf(['start.out', ...on.slice(0, at)], each)))],
      result: RESULTS[back === null ? 'number' : result], policies: { each: null, retry },
    }], ...(gathered === null || on[at]!.endsWith('.none') ? [] : [gatherer])]
  })
  if (handler) nodes.push(['x', { in: { i0: ['oops.out'] } }], ['gx', { core: 'collect', in: { i0: ['x.out'] } }])
  const lists = nodes.map(([id]) => id).filter((id) => id.startsWith('g'))
  if (lists.length > 0) nodes.push(['u', { in: { i0: lists.map((id) => `${id}.out`) } }], ['last', { core: 'collect', in: { i0: ['u.out'] } }])
  const triggers: Record<string, TestNode> = { start: { kind: 'trigger' }, oops: { kind: 'failure' } }
  return {
    flow: { nodes: { ...triggers, ...Object.fromEntries(nodes) }, onError: handler ? 'oops' : null },
    traps: Object.fromEntries(drawn.map(({ traps }, at) => [`n${at}`, traps])),
  }
}

function collecting(how: DrawnNode['collects'], at: string, into: readonly string[]): readonly [string, TestNode][] {
  if (how === 'no') return []
  if (how === 'once') return [[`c${at}`, { core: 'collect', in: { i0: into } }]]
  return [
    [`a${at}`, { in: { i0: into } }], [`b${at}`, { core: 'collect', in: { i0: [`a${at}.out`] } }], [`d${at}`, { in: { i0: [`b${at}.out`] } }],
    [`c${at}`, { core: 'collect', in: { i0: [`a${at}.out`, `d${at}.out`] } }],
  ]
}
