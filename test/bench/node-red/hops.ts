import type { Server } from '../servers/server.ts'
import { code, httpIn, httpOut, tab, type NodeRedFlow } from './flows.ts'

/** Messages that a source sends at once: one at a time, Node-RED would mostly wait for its next turn. */
const MESSAGES = 500
const PATH = '/hops'

/**
 * GET /hops sends `MESSAGES` messages through `nodes` function nodes of one statement each and answers with the
 * milliseconds from the first one's arrival at the node before them to the last one's at the node behind them.
 */
export function hopsFlow(nodes: number, payload: string, statement: string): NodeRedFlow {
  const after = (step: number): string => (step === nodes - 1 ? 'hops-end' : `hops-${step + 1}`)
  return tab('hops', [
    httpIn('hops-in', 'get', PATH, 'hops-source'),
    code('hops-source', SOURCE.replace('PAYLOAD', payload), 'hops-begin'),
    code('hops-begin', BEGIN, 'hops-0'),
    ...Array.from({ length: nodes }, (_, step) => code(`hops-${step}`, statement, after(step))),
    code('hops-end', END, 'hops-out'),
    httpOut('hops-out'),
  ])
}

const SOURCE = `
const all = []
for (let at = 0; at < ${MESSAGES}; at++) all.push({ payload: PAYLOAD, turn: msg._msgid, last: false })
Object.assign(all[all.length - 1], { last: true, req: msg.req, res: msg.res })
return [all]`

const BEGIN = `
if (context.turn !== msg.turn) {
  context.turn = msg.turn
  context.startedMs = Date.now()
}
msg.startedMs = context.startedMs`

const END = `
if (!msg.last) return
msg.payload = { ms: Date.now() - msg.startedMs, result: msg.payload }`

/** What one function node takes, its message's way to the next one included, in nanoseconds. */
export async function nodeRedNsPerHop({ url }: Server, nodes: number, right: unknown): Promise<number> {
  const answer = (await (await fetch(url + PATH)).json()) as { readonly ms: number; readonly result: unknown }
  if (answer.result !== right) throw new Error(`Node-RED gave ${JSON.stringify(answer.result)}`)
  return (answer.ms * 1e6) / MESSAGES / (nodes + 1)
}
