import fc from 'fast-check'
import type { TestNode } from '../../../shared/engine/flow.test-support.ts'
import type { Sketch } from './calls.ts'
import { CORE_PORTS, drawnCore } from './cores.ts'
import { drawnPolicies, drawnTraps } from './policies.ts'
import { carrying, nodeOf, oneOf, PORTS, PORTS_OF_EACH, RESULTS, type Carried, type Ports, type PortsOf, type ResultName } from './ports.ts'

// Any flow: joins, merges, alternatives, constants, cycles with and without a head, failures taken and not. Numbers are
// drawn first and a flow is made of them, so that whatever is drawn is a flow and shrinks to a smaller one.

const number = fc.nat(9_999)
const drawnNode = fc.record({
  result: fc.constantFrom<ResultName>(
    'number', 'number', 'number', 'number', 'branch', 'branch', 'fallible', 'optional', 'list', 'nothing'),
  inputs: fc.array(fc.array(number, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  after: fc.array(fc.array(number, { minLength: 1, maxLength: 3 }), { maxLength: 1 }),
  constant: fc.nat(9).map((drawn) => drawn === 9),
  off: fc.nat(9).map((drawn) => drawn === 9),
  core: drawnCore,
  policies: drawnPolicies,
  traps: drawnTraps,
})
const drawnBack = fc.record({ from: number, to: number, port: number, slot: number })
type DrawnNode = typeof drawnNode extends fc.Arbitrary<infer T> ? T : never
type DrawnBack = typeof drawnBack extends fc.Arbitrary<infer T> ? T : never

/** The sources of a node's inputs and of its after. */
interface Wires {
  readonly inputs: string[][]
  readonly after: string[][]
}

export function anyFlowOf(maxNodes: number): fc.Arbitrary<Sketch> {
  return fc.noBias(fc.record({
    nodes: fc.array(drawnNode, { minLength: 1, maxLength: maxNodes, size: 'max' }),
    back: fc.array(drawnBack, { maxLength: 3, size: 'max' }),
    handler: fc.boolean(),
  })).map(({ nodes, back, handler }) => flowOf(nodes, back, handler))
}

export const anyFlow = anyFlowOf(10)

function flowOf(drawn: readonly DrawnNode[], back: readonly DrawnBack[], handler: boolean): Sketch {
  const nodes: Record<string, TestNode> = { other: { kind: 'trigger' }, oops: { kind: 'failure' }, start: { kind: 'trigger' } }
  const ports: (readonly [string, Ports])[] = [['other', { number: ['out'] }], ['oops', { failure: ['out'], signal: ['out'] }], ['start', { number: ['out'] }]]
  const wires = new Map<string, Wires>()
  drawn.forEach(({ result, inputs, after, constant, off, policies, core }, at) => {
    const id = `n${at}`
    if (core !== null && carrying(ports, 'number').length > 0) {
      wires.set(id, { inputs: [sourcesOf(ports, inputs[0]!, 'number')], after: after.map((sources) => sourcesOf(ports, sources, 'signal')) })
      nodes[id] = { ...core, ...(off && core.core === 'collect' ? { disabled: { pass: null } } : {}) }
      ports.push([id, { ...CORE_PORTS[core.core!], failure: ['failed'] }])
      return
    }
    const listed = constant || carrying(ports, 'list').length === 0 ? null : policies.each
    const each = listed !== null && PORTS_OF_EACH[result] !== undefined ? listed : null
    const from = (constant ? [] : inputs).map((sources, input) => sourcesOf(ports, sources, each !== null && input === 0 ? 'list' : null))
    const afters = after.map((sources) => sourcesOf(ports, sources, at > 0 && sources[0]! % 16 === 0 ? 'failure' : 'signal'))
    wires.set(id, { inputs: from, after: afters })
    const passes = each === null && result === 'number' && from[0] !== undefined && carrying(ports, 'number').includes(from[0][0]!)
    nodes[id] = { result: RESULTS[result], policies: { ...policies, each }, ...(off ? { disabled: { pass: passes ? 0 : null } } : {}) }
    ports.push([id, { ...(each === null ? PORTS[result] : PORTS_OF_EACH[result]![each.errors]), failure: ['failed'] }])
  })
  for (const wire of back) addBack(wire, drawn, ports, wires)
  for (const [id, { inputs, after }] of wires)
    nodes[id] = { ...nodes[id]!, in: Object.fromEntries(inputs.map((sources, at) => [`i${at}`, sources])), after }
  return { flow: { nodes, onError: handler ? 'oops' : null }, traps: Object.fromEntries(drawn.map(({ traps }, at) => [`n${at}`, traps])) }
}

/** The first number chooses what is carried. What came last is chosen most, so that flows get deep. */
function sourcesOf(ports: PortsOf, drawn: readonly number[], what: Carried | null): string[] {
  const first = drawn[0]!
  const kind = what ?? oneOf(KINDS.filter((each) => carrying(ports, each).length > 0), first)
  const usual = ports.filter(([id]) => id !== 'other' && id !== 'oops')
  const choice = carrying(first % 12 === 0 || carrying(usual, kind).length === 0 ? ports : usual, kind)
  const merged = drawn.slice(0, first % 7 === 0 ? 2 + (first % 2) : 1)
  return merged.map((each) => choice[choice.length - 1 - Math.floor((each / 10_000) ** 2 * choice.length)]!)
}

/** What an input takes, some more often. */
const KINDS: readonly Carried[] = [...Array<Carried>(14).fill('number'), 'branch', 'branch', 'list', 'list', 'failure']

/** Adds a wire from a node to one that it depends on, into an input or an entry of after; mostly from a branch. */
function addBack({ from, to, port, slot }: DrawnBack, drawn: readonly DrawnNode[], ports: PortsOf, wires: ReadonlyMap<string, Wires>): void {
  const last = from % drawn.length
  const before = new Set([`n${last}`])
  for (const id of before) {
    const { inputs, after } = wires.get(id)!
    for (const source of [...inputs, ...after].flat()) if (wires.has(nodeOf(source))) before.add(nodeOf(source))
  }
  const head = wires.get(oneOf([...before], to))!
  const own = ports.filter(([id]) => id === `n${last}`)
  if (slot % 8 === 0 && head.after.length > 0) return void head.after[0]!.push(oneOf(carrying(own, 'signal'), port))
  const branches = ['branch', 'fallible', 'optional'].includes(drawn[last]!.result)
  const ways = branches || port % 8 === 0 ? carrying(own, 'number') : []
  const entries = head.inputs.filter((sources) => carrying(ports, 'number').includes(sources[0]!))
  if (entries.length > 0 && ways.length > 0) oneOf(entries, slot).push(oneOf(ways, port))
}
