import { BAD_PATH, fail, named } from './failure'

const SLASH: u8 = 0x2f
const TILDE: u8 = 0x7e

let from: usize = 0
let next: usize = 0
let end: usize = 0
let isPointer: bool = false

/** The step that `nextStep` read last: a member's name or an index, in UTF-8. */
export let step: usize = 0
export let stepSize: usize = 0

/** Begins to read a path: a JSON pointer (RFC 6901) or the name of one member. */
export function beginPath(path: usize, size: usize): void {
  from = path
  next = path
  end = path + size
  isPointer = size > 0 && load<u8>(path) == SLASH
}

@inline export function hasStep(): bool {
  return next < end
}

/** Reads the next step. False when it has a tilde that escapes nothing. */
export function nextStep(): bool {
  if (!isPointer) {
    step = from
    stepSize = end - from
    next = end
    return true
  }
  step = next + 1
  let at = step
  let tildes: usize = 0
  for (; at < end && load<u8>(at) != SLASH; at++) {
    if (load<u8>(at) == TILDE) tildes++
  }
  next = at
  stepSize = at - step
  return tildes == 0 || unescapeStep(tildes)
}

/** `~1` is a slash and `~0` a tilde. */
function unescapeStep(tildes: usize): bool {
  const plain = __alloc(stepSize)
  let to = plain
  for (let at = step; at < next; at++) {
    let byte = load<u8>(at)
    if (byte == TILDE) {
      const escaped = ++at < next ? load<u8>(at) : 0
      if (escaped != 0x30 && escaped != 0x31) {
        return fail(BAD_PATH, '', 'In the path ' + String.UTF8.decodeUnsafe(from, end - from) + ' a ~ is followed neither by 0 nor by 1.')
      }
      byte = escaped == 0x30 ? TILDE : SLASH
    }
    store<u8>(to++, byte)
  }
  step = plain
  stepSize = to - plain
  return true
}

/** The path up to and with the last step read, as a JSON pointer. */
export function pathSoFar(): string {
  const text = String.UTF8.decodeUnsafe(from, next - from)
  return isPointer || text.length == 0 ? text : '/' + text.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** The same without its last step. */
export function pathBefore(): string {
  const path = pathSoFar()
  return path.substring(0, max(path.lastIndexOf('/'), 0))
}
