import type { Problem } from '../../shared/directive/problem.ts'
import { RpcErrorCode, type RpcErrorData } from '../../shared/protocol/messages.ts'

/** JSON-RPC 2.0 §5.1. */
export const PARSE_ERROR = -32700
export const INVALID_REQUEST = -32600
export const METHOD_NOT_FOUND = -32601
export const INVALID_PARAMS = -32602
export const INTERNAL_ERROR = -32603

/** What a caller is told; never a bug of ours. */
export class RpcError extends Error {
  readonly code: number
  readonly data: RpcErrorData
  constructor(code: number, message: string, data: RpcErrorData = {}) {
    super(message)
    this.name = 'RpcError'
    this.code = code
    this.data = data
  }
}

export function notFound(what: string): RpcError {
  return new RpcError(RpcErrorCode.NOT_FOUND, `There is no ${what}.`)
}

export function refusedFor(problems: readonly Problem[]): RpcError {
  const [first] = problems
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  return new RpcError(
    RpcErrorCode.PROBLEMS,
    `${first?.message ?? 'It was refused.'} ${first?.mend ?? ''}${more}`.trim(),
    { problems },
  )
}
