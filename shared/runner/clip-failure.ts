import type { Failure } from '../engine/types.ts'

/** What is told of a failure outside its run, in UTF-16 units: an error value may be as large as any value. */
const MAX_MESSAGE = 2_000
const MAX_PAYLOAD = 16 * 1024

/** The same failure, small enough to be kept and sent for every run. A payload that is too long becomes its beginning, as a string. */
export function clippedFailure(failure: Failure): Failure {
  const { message, payload } = failure
  if (message.length <= MAX_MESSAGE && payload.length <= MAX_PAYLOAD) return failure
  return {
    ...failure,
    message: message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE)}…`,
    payload: payload.length <= MAX_PAYLOAD ? payload : JSON.stringify(`${payload.slice(0, MAX_PAYLOAD / 2)}…`),
  }
}
