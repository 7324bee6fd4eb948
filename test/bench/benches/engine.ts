import { planRun, type RunPlan } from '../../../shared/engine/plan.ts'
import { createPlanner } from '../../../shared/engine/planner.ts'
import { startRun } from '../../../shared/engine/run.ts'
import { flowOf, flowsOf, type TestNode } from '../../../shared/engine/flow.test-support.ts'
import type { Call, Outcome, RunHost } from '../../../shared/engine/types.ts'
import type { Directive, Node } from '../../../shared/directive/schema.ts'
import { resolveDirective } from '../../../shared/resolve/resolve.ts'
import type { ResolvedFlow } from '../../../shared/resolve/types.ts'
import { median } from '../measure/median.ts'
import { alternate } from '../measure/rounds.ts'
import { ms, ns, printTable, printTitle, times } from '../measure/table.ts'
import { nsPerTurn } from '../measure/turns.ts'
import { benchWaiting } from './waiting.ts'

const LENGTHS = [10, 100, 1_000]
const ROUNDS = 7
const HOPS_PER_ROUND = 2_000_000

/** What a hop costs when calling costs nothing, and whether that grows with the flow. */
export async function benchEngine(): Promise<void> {
  const subjects = LENGTHS.map((length) => ({ name: String(length), measure: async () => nsPerHop(length) }))
  const rounds = await alternate(subjects, ROUNDS)
  const shortest = median(rounds.of(String(LENGTHS[0])))
  printTitle('engine: a chain of nodes whose calls cost nothing, for each hop', rounds.othersCores)
  printTable(
    LENGTHS.map((length) => {
      const cost = median(rounds.of(String(length)))
      return [`${length} nodes`, ns(cost), times(cost / shortest), 'of the shortest']
    }),
  )

  const calls = await alternate([{ name: 'call', measure: async () => nsPerFlowCall(100) }], ROUNDS)
  const call = median(calls.of('call'))
  console.log(`  calling a flow of one node takes ${ns(call)}, ${times(call / shortest)} of a hop; it fires four times`)

  const flow = chainFlow(LENGTHS.at(-1) as number)
  const planning = await alternate([{ name: 'plan', measure: async () => planMs(flow) }], ROUNDS)
  console.log(`  planning ${LENGTHS.at(-1)} nodes takes ${ms(median(planning.of('plan')))}`)

  const directive = chainDirective(LENGTHS.at(-1) as number)
  const resolving = await alternate([{ name: 'resolve', measure: async () => resolveMs(directive) }], ROUNDS)
  console.log(`  resolving ${LENGTHS.at(-1)} nodes, as after every edit, takes ${ms(median(resolving.of('resolve')))}`)

  await benchWaiting()
}

function nsPerHop(length: number): number {
  const plan = planRun(chainFlow(length), 'start')
  return nsPerTurn(HOPS_PER_ROUND / length, () => runOnce(plan, length)) / length
}

/** A chain of nodes that each call a flow of one function: the node itself, inputs, function and output fire. */
function nsPerFlowCall(length: number): number {
  const nodes: Record<string, TestNode> = { start: { kind: 'trigger' } }
  for (let at = 1; at <= length; at++) nodes[`n${at}`] = { flow: 'one', in: { n: at === 1 ? 'start.out' : `n${at - 1}.out` } }
  const one = { nodes: { given: { kind: 'inputs', inputs: ['n'] }, f: { in: { n: 'given.out.n' } }, out: { kind: 'output', in: { value: 'f.out' } } } } as const
  const plan = createPlanner(flowsOf({ one, main: { nodes } }))('main', 'start')
  return nsPerTurn(HOPS_PER_ROUND / 10 / length, () => runOnce(plan, length)) / length
}

/** Its call is a plain function, so that what is measured is the engine alone. */
const HOST: RunHost = {
  call: ({ args }: Call): Outcome => ({ ok: true, value: (args[0] as number) + 1 }),
  reply() {},
  debug() {},
  now: () => performance.now(),
  sleep: async () => {},
  random: () => 0,
}

function runOnce(plan: RunPlan, length: number): void {
  startRun(plan, { run: 'bench', event: 0 }, HOST, ({ firings }) => {
    if (firings.at(-1)?.fired[0]?.[1] !== length) throw new Error('a hop was lost')
  })
}

function planMs(flow: ResolvedFlow): number {
  const startedMs = performance.now()
  planRun(flow, 'start')
  return performance.now() - startedMs
}

function resolveMs(directive: Directive): number {
  const startedMs = performance.now()
  const { problems } = resolveDirective(directive, () => undefined)
  if (problems.length > 0) throw new Error('the chain has problems')
  return performance.now() - startedMs
}

function chainDirective(length: number): Directive {
  const nodes: Record<string, Node> = { n0: { trigger: 'manual' } }
  for (let at = 1; at < length; at++) nodes[`n${at}`] = { core: 'format', in: { value: { from: `n${at - 1}.out` } } }
  return { directive: 1, name: 'chain', packages: {}, flows: { main: { nodes } } }
}

function chainFlow(length: number): ResolvedFlow {
  const nodes: Record<string, TestNode> = { start: { kind: 'trigger' } }
  for (let at = 1; at <= length; at++) nodes[`n${at}`] = { in: { value: at === 1 ? 'start.out' : `n${at - 1}.out` } }
  return flowOf(nodes)
}
