import { putText, RESULT } from '../../build/assembly/abi'
import { OPEN_ARRAY, OPEN_OBJECT, QUOTE, brokenAt, byteAt } from './scan'

// The values of the enum `problem` in wit/json.wit.
export const NOT_JSON: u8 = 0
export const BAD_PATH: u8 = 1
export const MISSING: u8 = 2
export const WRONG_TYPE: u8 = 3
export const TAKEN: u8 = 4
export const TOO_LARGE: u8 = 5

let problem: u8 = 0
let place: string = ''
let sentence: string = ''

/** Notes why a call fails, and gives false. */
export function fail(why: u8, at: string, message: string): bool {
  problem = why
  place = at
  sentence = message
  return false
}

export function isProblem(why: u8): bool {
  return problem == why
}

export function failBroken(target: usize): bool {
  return fail(NOT_JSON, '', 'This is not JSON: reading stopped at byte ' + (brokenAt - target).toString() + '.')
}

export function failType(at: string, found: usize, wanted: string): bool {
  return fail(WRONG_TYPE, at, 'Expected ' + wanted + ' at ' + named(at) + ', found ' + typeAt(found) + '.')
}

export function failMissing(at: string): bool {
  return fail(MISSING, at, 'There is nothing at ' + named(at) + '.')
}

export function named(at: string): string {
  return at.length == 0 ? 'the top' : at
}

function typeAt(value: usize): string {
  const first = byteAt(value)
  if (first == QUOTE) return 'a string'
  if (first == OPEN_OBJECT) return 'an object'
  if (first == OPEN_ARRAY) return 'an array'
  if (first == 0x6e) return 'null'
  return first == 0x74 || first == 0x66 ? 'a boolean' : 'a number'
}

/** A `result<json, json-error>` with the json between two places. */
export function returnJson(from: usize, to: usize): usize {
  store<u8>(RESULT, 0)
  store<usize>(RESULT, from, 4)
  store<usize>(RESULT, to - from, 8)
  return RESULT
}

/** A `result<json, json-error>` with what was noted last. */
export function returnFailure(): usize {
  store<u8>(RESULT, 1)
  store<u8>(RESULT, problem, 4)
  putText(RESULT + 8, place)
  putText(RESULT + 16, sentence)
  return RESULT
}
