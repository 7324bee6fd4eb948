import type { ResolvedNode } from '../resolve/types.ts'
import { replyOf } from '../triggers/reply.ts'
import type { AnyValue } from '../wit/any-value.ts'
import type { Value } from '../wit/value.ts'
import type { Called } from './calls.ts'
import { endExecution, type Execution } from './execution.ts'
import type { FailureKind } from './types.ts'

// What takes values out of a flow.

const DONE: Called = { outcome: { ok: true, value: undefined }, attempt: 1 }

export function debug(node: ResolvedNode, [value]: readonly Value[], { course, within }: Execution): Called {
  course.host.debug(node, within, value as AnyValue)
  return DONE
}

export function reply(node: ResolvedNode, [status, headers, body]: readonly Value[], { course }: Execution): Called {
  if (course.replied) return failed('already-replied', 'The run had already sent its reply.')
  const made = replyOf({
    status: status as number | undefined,
    headers: headers as string | undefined,
    body: body as AnyValue | undefined,
  })
  if (!made.ok) return failed('bad-value', made.message)
  course.replied = true
  course.host.reply({ node: node.id, status: made.status, headers: made.headers, body: made.body })
  return DONE
}

/** Keeps the value until the flow is quiet. Null for the second one of a call, which ends it: either could be meant. */
export function output(
  node: ResolvedNode, name: string, [value]: readonly Value[], execution: Execution,
): Called | null {
  execution.outputs ??= {}
  if (Object.hasOwn(execution.outputs, name)) {
    const message = `The output ${name} got a second value.`
    endExecution(execution, { kind: 'ambiguous', message, node: node.id, attempt: 1, payload: 'null' })
    return null
  }
  execution.outputs[name] = value
  return DONE
}

function failed(kind: FailureKind, message: string): Called {
  return { outcome: { ok: false, kind, message }, attempt: 1 }
}
