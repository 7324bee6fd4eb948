import type { Value } from '../wit/value.ts'
import { callNode, type Called } from './calls.ts'
import type { Execute } from './execute.ts'
import type { Execution } from './execution.ts'
import { callFlow } from './flow-call.ts'
import type { PlanNode } from './plan.ts'
import { debug, output, reply } from './sinks.ts'
import type { Tag } from './types.ts'

/** Does what a node is there for. Null when the execution has ended over it, so that it did not fire. */
export function perform(
  planned: PlanNode, tag: Tag, args: readonly Value[], execution: Execution, execute: Execute,
): Called | Promise<Called> | null {
  const { node, result, gather, inside, core } = planned
  const { action, policies } = node
  const { course: { run, host }, within } = execution
  switch (action.kind) {
    case 'function': {
      const { digest, fn } = action
      return callNode(policies, result, gather, args, (given, element, attempt) =>
        host.call({ key: { run, within, node: node.id, tag, element, attempt }, flow: node.flow, digest, fn, args: given }), execution)
    }
    case 'core':
      if (core === null) throw new Error(`the core node ${action.core} was planned, although it calls nothing`)
      return callNode(policies, result, gather, args, (given) => core(given, execution), execution)
    case 'blank':
      return callNode(policies, result, gather, args, () => ({ ok: true, value: action.sample?.value }), execution)
    case 'flow': {
      if (inside === null) throw new Error(`the node ${node.id} was planned without the flow that it calls`)
      return callNode(policies, result, gather, args, (given, element, attempt) =>
        callFlow(inside, given, { node: node.id, tag, element, attempt }, execution, execute), execution)
    }
    case 'sink':
      switch (action.sink) {
        case 'debug': return debug(node, args, execution)
        case 'http-reply': return reply(node, args, execution)
        case 'output': return output(node, action.name, args, execution)
      }
    case 'trigger':
    case 'unresolved':
      throw new Error(`the node ${node.id} was planned, although nothing can call it`)
  }
}
