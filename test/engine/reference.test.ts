import fc from 'fast-check'
import { expect, it } from 'vitest'
import { flowsOf, ran, type Flows, type Ran, type RanOptions } from '../../shared/engine/flow.test-support.ts'
import type { Tag, Within } from '../../shared/engine/types.ts'
import type { ResolvedFlow, ResolvedNode } from '../../shared/resolve/types.ts'
import type { AnyValue } from '../../shared/wit/any-value.ts'
import { interpret, textOf, type RefFiring, type RefRun } from './reference.ts'
import { anyFlow } from './random/any-flow.ts'
import { answering, callsOf, flowsIn, type Sketch } from './random/calls.ts'
import { drawing } from './random/drawing.ts'
import { loopingFlow } from './random/looping-flow.ts'
import { nestedFlow } from './random/nested-flow.ts'

// For a long search: RUNS=50000 npx vitest run test/engine/reference
const RUNS = Number(process.env.RUNS ?? 600)
const MAX_FIRINGS = 80
const EVENT = 7

/** Fails unless a run in this order is one that the reference allows. */
async function check(sketch: Sketch, salt: number, whole: RefRun, options: RanOptions): Promise<void> {
  const flows = flowsOf(flowsIn(sketch))
  const answer = answering(callsOf(sketch, salt))
  const run = await ran(flows, (call) => answer(call, plain(call.args) as unknown[]), { ...options, event: EVENT, maxFirings: MAX_FIRINGS })
  // Of two replies either may be the first, and then much may be different.
  const replies = whole.firings.filter(({ node }) => node === 'reply').length
  if (replies > 1 || (whole.loose.length > 0 && [...flows.values()].some(({ nodes }) => nodes.has('reply')))) return
  // How much fires of what is loose is open, and so is whether it becomes too much.
  const isLoose = (line: string) => whole.loose.some((begin) => line.startsWith(begin))
  if (whole.loose.length > 0 && (whole.ends.has('limit') || run.failure?.kind === 'limit')) return
  if (whole.ends.has('limit') && run.firings.some(({ failure }) => failure?.kind === 'ambiguous')) return
  const reference = { ...whole, firings: whole.firings.filter(({ within }) => !isLoose(within)), waiting: new Set([...whole.waiting].filter((line) => !isLoose(line))) }
  const seen = seenIn(run, flows).filter(({ within }) => !isLoose(within))
  const all = new Set(reference.firings.map((firing) => linesOf(firing).begun))
  expect(run.ok).toBe(reference.ends.size === 0)
  if (run.ok) {
    expect(sorted(seen.map((firing) => linesOf(firing).whole))).toEqual(sorted(reference.firings.map((firing) => linesOf(firing).whole)))
    const waiting = run.waiting.map(({ within, node, inputs }) => `${textOfWithin(within, flows)}${node}: ${inputs.join(', ')}`)
    expect(new Set(waiting.filter((line) => !isLoose(line)))).toEqual(reference.waiting)
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
function seenIn({ firings }: Ran, flows: Flows): readonly RefFiring[] {
  return firings.map(({ node, within, tag, args, attempt, fired, failure }): RefFiring => ({
    within: textOfWithin(within, flows),
    node: node.id,
    tag: tagIn(tag, flows.get(node.flow)!),
    attempt,
    inputs: node.action.kind === 'trigger' || (failure?.kind === 'no-value' && args.length < node.inputs.length) ? null : plain(isReply(node) ? bodyOf(args) : args) as unknown[],
    outputs: plain(Object.fromEntries(fired)) as RefFiring['outputs'],
  }))
}

function tagIn(tag: Tag, { nodes }: ResolvedFlow): RefFiring['tag'] {
  const names = [...nodes.keys()].toSorted()
  return Object.fromEntries(tag.map(({ key, index }) => [key, key.startsWith('!') ? names[index]! : index]))
}

function textOfWithin(within: Within, flows: Flows): string {
  let flow = flows.get('main')!
  let text = ''
  for (const { node, tag, element, attempt } of within) {
    text += `${node}{${textOf(tagIn(tag, flow))}}#${element}.${attempt}/`
    const { action } = flow.nodes.get(node)!
    flow = flows.get((action as Extract<typeof action, { kind: 'flow' }>).flow)!
  }
  return text
}

function isReply({ action }: ResolvedNode): boolean {
  return action.kind === 'sink' && action.sink === 'http-reply'
}

function bodyOf([, , body]: readonly unknown[]): readonly unknown[] {
  return [(body as AnyValue).value]
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (value === null || typeof value !== 'object') return value
  const members = 'kind' in value && 'message' in value ? Object.entries(value).filter(([name]) => name !== 'message') : Object.entries(value)
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]))
}

/** A firing as text, with and without what came of it. */
function linesOf({ within, node, tag, attempt, inputs, outputs }: RefFiring): { readonly begun: string; readonly whole: string } {
  const begun = `${within}${node} {${textOf(tag)}} ${JSON.stringify(inputs)}`
  const ports = sorted(Object.entries(outputs).map(([port, value]) => `${port}: ${JSON.stringify(value, (_, member: unknown) => member ?? null)}`))
  return { begun, whole: `${begun} → ${attempt} {${ports.join(', ')}}` }
}

const sorted = (lines: readonly string[]) => lines.toSorted((a, b) => (a < b ? -1 : 1))

it.each([
  { flows: 'any flow', sketches: anyFlow }, { flows: 'flows that turn', sketches: loopingFlow }, { flows: 'flows that call flows', sketches: nestedFlow },
])(
  'in $flows the engine fires what the reference interpreter fires, in whatever order calls complete',
  async ({ sketches }) => {
    await fc.assert(fc.asyncProperty(sketches, fc.nat(), fc.nat(), async (sketch, salt, seed) => {
      const reference = interpret(flowsIn(sketch), EVENT, callsOf(sketch, salt), MAX_FIRINGS)
      const draw = drawing(seed)
      await check(sketch, salt, reference, {})
      await check(sketch, salt, reference, { pick: draw })
      await check(sketch, salt, reference, { pick: (underWay) => underWay - 1, late: () => draw(3) > 0 })
    }), { numRuns: RUNS })
  },
  Math.max(120_000, RUNS * 60),
)
