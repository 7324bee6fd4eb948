import { failBroken, failMissing, failType } from './failure'
import { beginPath, hasStep, nextStep, pathBefore, pathSoFar, step, stepSize } from './path'
import {
  BROKEN, CLOSE_ARRAY, CLOSE_OBJECT, COLON, COMMA, OPEN_ARRAY, OPEN_OBJECT, QUOTE, beginScan, broken, byteAt, skipSpace, skipString, skipValue,
} from './scan'
import { saysText } from './strings'

// What `find` found. An entry is a member with its name, or an element of an array.

/** The value at the path, or 0 when there is none but its container is there. */
export let value: usize = 0
export let valueEnd: usize = 0
/** Where the entry begins: the value itself, or the member's name. */
export let entry: usize = 0
/** Behind the entry before, or behind the bracket that opens the container. */
export let before: usize = 0
/** Where the next entry begins, or 0. */
export let after: usize = 0
/** The bracket that opens the container; 0 when the path is the whole document. */
export let container: usize = 0
/** Behind the container's last entry, or behind its opening bracket when it has none. */
export let tail: usize = 0
export let isEmpty: bool = false
/** Whether the object has an earlier member of the same name. */
export let isRepeated: bool = false
/** How many elements the array has, when the container is one. */
export let count: u32 = 0

/**
 * Follows a path. True when all its steps but the last one exist, and what the last one leads to is found or could be put
 * there; false when that has failed, which is noted.
 */
export function find(target: usize, targetSize: usize, path: usize, pathSize: usize): bool {
  beginScan(target + targetSize)
  beginPath(path, pathSize)
  container = 0
  value = skipSpace(target)
  entry = value
  if (!hasStep()) {
    valueEnd = skipValue(value)
    return valueEnd != BROKEN || failBroken(target)
  }
  while (hasStep()) {
    if (value == 0) return failMissing(pathSoFar())
    if (!nextStep()) return false
    container = value
    const bracket = byteAt(container)
    if (bracket == OPEN_OBJECT) {
      if (!findMember(step, stepSize)) return failBroken(target)
    } else if (bracket == OPEN_ARRAY) {
      if (!findElement()) return failBroken(target)
    } else {
      if (skipValue(container) == BROKEN) return failBroken(target)
      return failType(pathBefore(), container, 'an object or an array')
    }
  }
  return true
}

/** Looks through all of an object: of two members with one name the last one counts. False when it is not JSON. */
function findMember(name: usize, nameSize: usize): bool {
  let at = skipSpace(container + 1)
  tail = container + 1
  value = 0
  after = 0
  isRepeated = false
  isEmpty = byteAt(at) == CLOSE_OBJECT
  if (isEmpty) return true
  while (true) {
    const start = at
    if (byteAt(at) != QUOTE) return broken(at) != BROKEN
    const startEnd = skipString(at)
    if (startEnd == BROKEN) return false
    at = skipSpace(startEnd)
    if (byteAt(at) != COLON) return broken(at) != BROKEN
    const found = skipSpace(at + 1)
    const end = skipValue(found)
    if (end == BROKEN) return false
    if (value != 0 && after == 0) after = start
    if (saysText(start + 1, startEnd - 1, name, nameSize)) {
      isRepeated = value != 0
      value = found
      valueEnd = end
      entry = start
      before = tail
      after = 0
    }
    tail = end
    at = skipSpace(end)
    if (byteAt(at) == CLOSE_OBJECT) return true
    if (byteAt(at) != COMMA) return broken(at) != BROKEN
    at = skipSpace(at + 1)
  }
}

/** Looks for the element whose index the step is; the others are counted. */
function findElement(): bool {
  const wanted = indexOfStep()
  let at = skipSpace(container + 1)
  tail = container + 1
  value = 0
  after = 0
  isRepeated = false
  count = 0
  isEmpty = byteAt(at) == CLOSE_ARRAY
  if (isEmpty) return true
  while (true) {
    const end = skipValue(at)
    if (end == BROKEN) return false
    if (value != 0 && after == 0) after = at
    if (count == wanted) {
      value = at
      valueEnd = end
      entry = at
      before = tail
    }
    count++
    tail = end
    at = skipSpace(end)
    if (byteAt(at) == CLOSE_ARRAY) return true
    if (byteAt(at) != COMMA) return broken(at) != BROKEN
    at = skipSpace(at + 1)
  }
}

/** The step as an index, or the largest number when it is none: digits without a leading zero (RFC 6901, section 4). */
function indexOfStep(): u32 {
  if (stepSize == 0 || stepSize > 9 || (stepSize > 1 && load<u8>(step) == 0x30)) return u32.MAX_VALUE
  let index: u32 = 0
  for (let at: usize = 0; at < stepSize; at++) {
    const digit = <u32>load<u8>(step + at) - 0x30
    if (digit > 9) return u32.MAX_VALUE
    index = index * 10 + digit
  }
  return index
}

/** Whether the object that `find` ended in has a member of some other name; forgets what was found. */
export function hasMember(name: usize, nameSize: usize): bool {
  findMember(name, nameSize)
  return value != 0
}

/** Whether the last step may be put behind the last entry: any name in an object, the next index or `-` in an array. */
export function mayAppend(): bool {
  if (byteAt(container) == OPEN_OBJECT) return true
  return (stepSize == 1 && load<u8>(step) == 0x2d) || indexOfStep() == count
}
