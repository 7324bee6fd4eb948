import fc from 'fast-check'
import { expect, it } from 'vitest'
import { flowOf, ran, type Ran, type RanOptions } from '../../shared/engine/flow.test-support.ts'
import type { ResolvedFlow } from '../../shared/resolve/types.ts'
import { interpret, textOf, type RefFiring, type RefRun } from './reference.ts'
import { anyFlow } from './random/any-flow.ts'
import { callsOf, type Sketch } from './random/calls.ts'
import { drawing } from './random/drawing.ts'
import { loopingFlow } from './random/looping-flow.ts'

// For a long search: RUNS=50000 npx vitest run test/engine/reference
const RUNS = Number(process.env.RUNS ?? 600)
const MAX_FIRINGS = 80
const EVENT = 7

/** Fails unless a run in this order is one that the reference allows. */
async function check(sketch: Sketch, salt: number, reference: RefRun, options: RanOptions): Promise<void> {
  const flow = flowOf(sketch.flow.nodes, sketch.flow.onError)
  const calls = callsOf(sketch, salt)
  const run = await ran(flow, ({ key, args }) => calls(key.node, plain(args) as unknown[], key.attempt), { ...options, event: EVENT, maxFirings: MAX_FIRINGS })
  const seen = seenIn(run, flow)
  const all = new Set(reference.firings.map((firing) => linesOf(firing).begun))
  expect(run.ok).toBe(reference.ends.size === 0)
  if (run.ok) {
    expect(sorted(seen.map((firing) => linesOf(firing).whole))).toEqual(sorted(reference.firings.map((firing) => linesOf(firing).whole)))
    expect(new Set(run.waiting.map(({ node, inputs }) => `${node}: ${inputs.join(', ')}`))).toEqual(reference.waiting)
    return
  }
  const { kind, node } = run.failure!
  if (reference.ends.has('limit') || reference.ends.has('ambiguous')) {
    if (kind === 'ambiguous' && !reference.ends.has('limit')) expect([...reference.ends]).toContain(kind)
    return
  }
  // What failed the run is one of what can, and it fired nothing that the whole run would not.
  expect([...reference.ends]).toContain(`${kind} ${node}`)
  expect(seen.map((firing) => linesOf(firing).begun).filter((line) => !all.has(line))).toEqual([])
}

/** The engine's firings in the reference's form. A failure's message is nobody's rule. */
function seenIn({ firings }: Ran, flow: ResolvedFlow): readonly RefFiring[] {
  const names = [...flow.nodes.keys()].toSorted()
  return firings.map(({ node, tag, args, attempt, fired, failure }): RefFiring => ({
    node: node.id,
    tag: Object.fromEntries(tag.map(({ key, index }) => [key, key.startsWith('!') ? names[index]! : index])),
    attempt,
    inputs: node.action.kind === 'trigger' || failure?.kind === 'no-value' ? null : plain(args) as unknown[],
    outputs: plain(Object.fromEntries(fired)) as RefFiring['outputs'],
  }))
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  const members = 'kind' in value && 'message' in value ? Object.entries(value).filter(([name]) => name !== 'message') : Object.entries(value)
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]))
}

/** A firing as text, with and without what came of it. */
function linesOf({ node, tag, attempt, inputs, outputs }: RefFiring): { readonly begun: string; readonly whole: string } {
  const begun = `${node} {${textOf(tag)}} ${JSON.stringify(inputs)}`
  const ports = sorted(Object.entries(outputs).map(([port, value]) => `${port}: ${JSON.stringify(value, (_, member: unknown) => member ?? null)}`))
  return { begun, whole: `${begun} → ${attempt} {${ports.join(', ')}}` }
}

const sorted = (lines: readonly string[]) => lines.toSorted((a, b) => (a < b ? -1 : 1))

it.each([{ flows: 'any flow', sketches: anyFlow }, { flows: 'flows that turn', sketches: loopingFlow }])(
  'in $flows the engine fires what the reference interpreter fires, in whatever order calls complete',
  async ({ sketches }) => {
    await fc.assert(fc.asyncProperty(sketches, fc.nat(), fc.nat(), async (sketch, salt, seed) => {
      const reference = interpret(sketch.flow, EVENT, callsOf(sketch, salt), MAX_FIRINGS)
      const draw = drawing(seed)
      await check(sketch, salt, reference, {})
      await check(sketch, salt, reference, { pick: draw })
      await check(sketch, salt, reference, { pick: (underWay) => underWay - 1, late: () => draw(3) > 0 })
    }), { numRuns: RUNS })
  },
  Math.max(120_000, RUNS * 60),
)
