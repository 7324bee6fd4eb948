import { listed } from '../directive/did-you-mean.ts'
import { problem, warning } from '../directive/problem.ts'
import { componentsOf, reach, type FlowGraph, type Slot } from './flow-graph.ts'
import { firesAlways, loopsOf, waitsForItself, type Loop } from './loops.ts'
import { isInputs, mayReply } from './flow-signature.ts'
import { nodePlace, type Report } from './report.ts'
import type { Signature } from './signature.ts'

/** A flow whose nodes are known, and how they are wired. */
export interface WiredFlow {
  readonly id: string
  readonly signatures: ReadonlyMap<string, Signature>
  readonly graph: FlowGraph
  readonly onError: string | null
}

/** What is wrong with a flow as a whole: its loops, its joins, its replies. */
export function reportFlowProblems(flow: WiredFlow, report: Report): void {
  for (const loop of loopsOf(flow.graph, (source) => isSure(flow.signatures.get(source.node)!, source.port))) reportLoop(flow, loop, report)
  reportJoins(flow, report)
  reportReplies(flow, report)
  reportCallers(flow, report)
}

function reportLoop(flow: WiredFlow, loop: Loop, report: Report): void {
  const place = nodePlace({ flow: flow.id, node: loop.heads[0] ?? loop.nodes[0]! })
  const one = loop.nodes.length === 1
  const nodes = one ? `The node ${loop.nodes[0]} feeds itself` : `The nodes ${listed(loop.nodes)} form a loop`
  if (loop.heads.length === 0) {
    report(problem(
      'cycle-without-head',
      place,
      `${nodes}, and nothing from outside starts it.`,
      'Let one of its inputs take a value from outside as well, or take one of its wires out.',
    ))
  } else if (loop.heads.length > 1) {
    report(problem(
      'cycle-without-head',
      place,
      `${nodes}, and it is entered at ${listed(loop.heads)}.`,
      'Let all wires from outside enter at one node.',
    ))
  } else if (waitsForItself(flow.graph, loop)) {
    report(problem(
      'cycle-waits-for-itself',
      place,
      `${nodes}, and for its first turn ${loop.heads[0]} waits for what only a turn gives.`,
      `Let every input of ${loop.heads[0]} that takes a value from the loop take one from outside as well.`,
    ))
  } else if (loop.endless) {
    report(problem(
      'cycle-without-exit',
      place,
      `${nodes}, and it never ends.`,
      'Let a wire in it depend on a result: a case, err or none.',
    ))
  }
  for (const inner of loop.inner) reportLoop(flow, inner, report)
}

/** One bit for each trigger; constants and what fails belong to every run. */
const EVERY = -1n

/** A node that needs values of different triggers at once never has them, because each run has one event. */
function reportJoins({ id: flow, signatures, graph, onError }: WiredFlow, report: Report): void {
  const triggers = graph.nodes.filter((id) => isTrigger(signatures.get(id)!) && id !== onError)
  const runs = new Map<string, bigint>(triggers.map((id, index) => [id, 1n << BigInt(index)]))
  const looped = new Set(
    componentsOf(graph.nodes, (id) => graph.feeds.get(id)!).filter((each) => each.length > 1).flat(),
  )
  const waiting = componentsOf(graph.nodes, (id) => graph.feeds.get(id)!).flat()
  const refused = new Set<string>()
  for (const id of waiting) {
    if (runs.has(id)) continue
    const slots = looped.has(id) ? [] : graph.slots.get(id)!.filter((slot) => slot.length > 0)
    const common = slots.reduce((all, slot) => all & runsOf(slot), EVERY)
    // What comes behind a refused join is not refused again.
    runs.set(id, common === 0n ? EVERY : common)
    if (common === 0n) refused.add(id)
  }
  for (const id of graph.nodes) {
    if (!refused.has(id)) continue
    const needs = graph.slots.get(id)!.map(runsOf).filter((each) => each !== EVERY)
    const needed = triggers.filter((trigger) => needs.some((each) => (each & runs.get(trigger)!) !== 0n))
    const message = `The node ${id} waits for values of ${listed(needed)} at once, and each run has one event.`
    report(problem(
      'join-of-triggers',
      nodePlace({ flow, node: id }),
      message,
      'Merge them into one input, or take each its own way.',
    ))
  }

  function runsOf(slot: Slot): bigint {
    return slot.reduce((any, { node }) => any | (runs.get(node) ?? EVERY), 0n)
  }
}

function reportReplies({ id: flow, signatures, graph, onError }: WiredFlow, report: Report): void {
  const requests = graph.nodes.filter((id) => isHttp(signatures.get(id)!))
  for (const id of requests) {
    const answered = [...reach(graph, [id])].some((node) => mayReply(signatures.get(node)))
    if (answered) continue
    report(warning(
      'no-reply',
      nodePlace({ flow, node: id }),
      `No HTTP reply comes after ${id}: its requests are answered with 500.`,
      'Add an HTTP reply and connect it.',
    ))
  }
  // Who calls a flow may have a request to be answered.
  const begun = [...requests, ...graph.nodes.filter((id) => isInputs(signatures.get(id)!))]
  const reached = reach(graph, begun.length > 0 && onError !== null ? [...begun, onError] : begun)
  for (const id of graph.nodes) {
    if (reached.has(id) || !isReply(signatures.get(id)!)) continue
    report(warning(
      'reply-without-request',
      nodePlace({ flow, node: id }),
      `The reply ${id} comes after no HTTP request, so it has nobody to answer.`,
      'Connect it to what comes from an HTTP request.',
    ))
  }
}

/** What comes in from the flows that call this one, and what goes back to them. */
function reportCallers({ id: flow, signatures, graph, onError }: WiredFlow, report: Report): void {
  const [inputs, ...others] = graph.nodes.filter((id) => isInputs(signatures.get(id)!))
  for (const id of others) {
    report(problem(
      'several-inputs', nodePlace({ flow, node: id }), `The inputs of the flow come in by ${inputs} already.`,
      `Give ${inputs} the inputs of both, and take this one out.`,
    ))
  }
  // One with a problem of its own would lead to them.
  if (inputs === undefined && [...signatures.values()].some(({ action }) => action.kind === 'unresolved' && action.what === 'trigger inputs')) return
  const began = graph.nodes.filter((id) => isTrigger(signatures.get(id)!) && id !== inputs && id !== onError)
  const reached = inputs === undefined ? new Set() : reach(graph, onError === null ? [inputs] : [inputs, onError])
  const foreign = reach(graph, began)
  for (const id of graph.nodes) {
    const { action } = signatures.get(id)!
    if (action.kind !== 'sink' || action.sink !== 'output' || reached.has(id)) continue
    if (inputs !== undefined && !foreign.has(id)) continue
    report(warning(
      'output-without-inputs', nodePlace({ flow, node: id }), `Nobody takes what ${id} gives: no trigger inputs leads to it.`,
      inputs === undefined ? 'Add the trigger inputs, which makes the flow a node for others.' : `Connect it to what comes from ${inputs}.`,
    ))
  }
}

/** What a flow gives shows only inside. */
function isSure({ action, outputs }: Signature, port: string): boolean {
  return action.kind === 'flow' ? port === 'done' : firesAlways(outputs, port)
}

function isTrigger({ action }: Signature): boolean {
  return action.kind === 'trigger'
}

function isHttp({ action }: Signature): boolean {
  return action.kind === 'trigger' && action.trigger.kind === 'http'
}

function isReply({ action }: Signature): boolean {
  return action.kind === 'sink' && action.sink === 'http-reply'
}
