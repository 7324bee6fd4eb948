import { BAD_PATH, MISSING, WRONG_TYPE, fail, isProblem, named } from './failure'
import { after, before, container, count, entry, find, isEmpty, isRepeated, mayAppend, tail, value, valueEnd } from './find'
import { pathBefore, pathSoFar, step, stepSize } from './path'
import { BACKSLASH, COLON, COMMA, OPEN_OBJECT, QUOTE, byteAt } from './scan'
import { maxQuoted, putString } from './strings'

/** The document that a change has made. */
export let result: usize = 0
export let resultEnd: usize = 0

/** The result is a document as it is. */
export function keep(target: usize, targetSize: usize): bool {
  result = target
  resultEnd = target + targetSize
  return true
}

/** The result is a document with other bytes instead of those between two places. */
export function splice(target: usize, targetSize: usize, from: usize, to: usize, bytes: usize, size: usize): bool {
  result = __alloc(targetSize + size)
  resultEnd = put(put(put(result, target, from), bytes, bytes + size), to, target + targetSize)
  return true
}

@inline function put(at: usize, from: usize, to: usize): usize {
  memory.copy(at, from, to - from)
  return at + (to - from)
}

/** Puts a value at a path. False when that has failed, which is noted. */
export function assign(target: usize, targetSize: usize, path: usize, pathSize: usize, json: usize, jsonSize: usize): bool {
  if (!find(target, targetSize, path, pathSize)) return false
  if (container == 0) return keep(json, jsonSize)
  if (value != 0) return splice(target, targetSize, value, valueEnd, json, jsonSize)
  if (!mayAppend()) {
    const elements = count == 1 ? ' element' : ' elements'
    return fail(MISSING, pathSoFar(), 'The array at ' + named(pathBefore()) + ' has ' + count.toString() + elements + ', so only index '
      + count.toString() + ' can be added.')
  }
  result = __alloc(targetSize + jsonSize + maxQuoted(stepSize) + 2)
  let at = put(result, target, tail)
  if (!isEmpty) store<u8>(at++, COMMA)
  if (byteAt(container) == OPEN_OBJECT) {
    at = putName(at, step, stepSize)
    store<u8>(at++, COLON)
  }
  resultEnd = put(put(at, json, json + jsonSize), tail, target + targetSize)
  return true
}

/** Writes a member's name, quoted. */
export function putName(at: usize, name: usize, size: usize): usize {
  for (let offset: usize = 0; offset < size; offset++) {
    const byte = load<u8>(name + offset)
    if (byte < 0x20 || byte == QUOTE || byte == BACKSLASH) return putString(String.UTF8.decodeUnsafe(name, size), at)
  }
  store<u8>(at, QUOTE)
  at = put(at + 1, name, name + size)
  store<u8>(at, QUOTE)
  return at + 1
}

/** Removes what is at a path, and each earlier member of the same name, which would count from then on. */
export function removeAt(target: usize, targetSize: usize, path: usize, pathSize: usize): bool {
  while (true) {
    if (!find(target, targetSize, path, pathSize)) {
      return isProblem(MISSING) || isProblem(WRONG_TYPE) ? keep(target, targetSize) : false
    }
    if (container == 0) return fail(BAD_PATH, '', 'The whole document cannot be removed.')
    if (value == 0) return keep(target, targetSize)
    const isFirst = before == container + 1
    splice(target, targetSize, isFirst ? entry : before, isFirst && after != 0 ? after : valueEnd, 0, 0)
    if (!isRepeated) return true
    target = result
    targetSize = resultEnd - result
  }
}
