// One function for each function of wit/json.wit, with its flattened core signature.
import { RESULT } from '../../build/assembly/abi'
import { begin } from '../../build/assembly/memory'
import { parseNumber } from '../../build/assembly/parse-number'
import { MAX_PRINTED, printNumber } from '../../build/assembly/print-number'
import { assign, keep, putName, removeAt, result, resultEnd, splice } from './change'
import { BAD_PATH, NOT_JSON, TAKEN, TOO_LARGE, fail, failMissing, failType, isProblem, named, returnFailure, returnJson } from './failure'
import { container, entry, find, hasMember, isRepeated, value, valueEnd } from './find'
import { HASH_START, hashUnit, hashValue } from './fnv'
import { isNumber } from './numbers'
import { pathBefore, pathSoFar, step, stepSize } from './path'
import { OPEN_OBJECT, QUOTE, byteAt, skipString } from './scan'
import { contentOf, maxQuoted, putHex, putString } from './strings'

export { cabi_realloc } from '../../build/assembly/memory'

export function set(target: usize, targetSize: usize, path: usize, pathSize: usize, json: usize, jsonSize: usize): usize {
  begin()
  return returnResult(assign(target, targetSize, path, pathSize, json, jsonSize))
}

function returnResult(done: bool): usize {
  return done ? returnJson(result, resultEnd) : returnFailure()
}

export function get(target: usize, targetSize: usize, path: usize, pathSize: usize): usize {
  begin()
  const found = find(target, targetSize, path, pathSize)
  // A target that is no JSON breaks the promise of its type, and an option has no place to say so.
  if (!found && isProblem(NOT_JSON)) unreachable()
  store<u8>(RESULT, found && value != 0 ? 1 : 0)
  store<usize>(RESULT, value, 4)
  store<usize>(RESULT, valueEnd - value, 8)
  return RESULT
}

export function remove(target: usize, targetSize: usize, path: usize, pathSize: usize): usize {
  begin()
  return returnResult(removeAt(target, targetSize, path, pathSize))
}

export function rename(target: usize, targetSize: usize, from: usize, fromSize: usize, to: usize, toSize: usize): usize {
  begin()
  return returnResult(renameAt(target, targetSize, from, fromSize, to, toSize))
}

function renameAt(target: usize, targetSize: usize, from: usize, fromSize: usize, to: usize, toSize: usize): bool {
  if (!findValue(target, targetSize, from, fromSize)) return false
  if (container == 0) return fail(BAD_PATH, '', 'The whole document has no name.')
  if (byteAt(container) != OPEN_OBJECT) return failType(pathBefore(), container, 'an object')
  if (stepSize == toSize && memory.compare(step, to, toSize) == 0) return keep(target, targetSize)
  const name = entry
  const wasRepeated = isRepeated
  if (hasMember(to, toSize)) {
    const taken = String.UTF8.decodeUnsafe(to, toSize)
    return fail(TAKEN, pathSoFar(), 'The object at ' + named(pathBefore()) + ' has a member "' + taken + '" already.')
  }
  const quoted = __alloc(maxQuoted(toSize))
  splice(target, targetSize, name, skipString(name), quoted, putName(quoted, to, toSize) - quoted)
  // An earlier member of the old name would count from now on.
  return !wasRepeated || removeAt(result, resultEnd - result, from, fromSize)
}

/** Finds what has to be there. */
function findValue(target: usize, targetSize: usize, path: usize, pathSize: usize): bool {
  return find(target, targetSize, path, pathSize) && (value != 0 || failMissing(pathSoFar()))
}

export function upperCase(target: usize, targetSize: usize, member: usize, memberSize: usize): usize {
  begin()
  return returnResult(upperCaseAt(target, targetSize, member, memberSize))
}

function upperCaseAt(target: usize, targetSize: usize, member: usize, memberSize: usize): bool {
  if (!findValue(target, targetSize, member, memberSize)) return false
  if (byteAt(value) != QUOTE) return failType(pathSoFar(), value, 'a string')
  const text = contentOf(value + 1, valueEnd - 1).toUpperCase()
  const quoted = __alloc(maxQuoted(text.length))
  return splice(target, targetSize, value, valueEnd, quoted, putString(text, quoted) - quoted)
}

export function addTo(target: usize, targetSize: usize, member: usize, memberSize: usize, amount: f64): usize {
  begin()
  return returnResult(addToAt(target, targetSize, member, memberSize, amount))
}

function addToAt(target: usize, targetSize: usize, member: usize, memberSize: usize, amount: f64): bool {
  if (!findValue(target, targetSize, member, memberSize)) return false
  if (!isNumber(value)) return failType(pathSoFar(), value, 'a number')
  const sum = parseNumber(value, valueEnd) + amount
  if (!isFinite(sum)) return fail(TOO_LARGE, pathSoFar(), 'The sum at ' + named(pathSoFar()) + ' is no finite number.')
  const printed = __alloc(MAX_PRINTED)
  return splice(target, targetSize, value, valueEnd, printed, printNumber(sum, printed))
}

export function hash(target: usize, targetSize: usize, members: usize, count: usize, into: usize, intoSize: usize): usize {
  begin()
  return returnResult(hashInto(target, targetSize, members, count, into, intoSize))
}

function hashInto(target: usize, targetSize: usize, members: usize, count: usize, into: usize, intoSize: usize): bool {
  let hash = HASH_START
  for (let index: usize = 0; index < count; index++) {
    const member = members + (index << 3)
    if (!findValue(target, targetSize, load<usize>(member), load<usize>(member, 4))) return false
    if (index > 0) hash = hashUnit(hash, 0x7c)
    hash = hashValue(hash, value, valueEnd)
  }
  const quoted = __alloc(10)
  store<u8>(quoted, QUOTE)
  const end = putHex(hash, 8, quoted + 1)
  store<u8>(end, QUOTE)
  return assign(target, targetSize, into, intoSize, quoted, 10)
}
