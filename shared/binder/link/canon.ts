import { malformed } from '../../wit/decode/error.ts'
import type { Reader } from '../../wit/decode/reader.ts'
import { readByte, readMany, readU32 } from '../../wit/decode/reader.ts'
import type { CanonOptions, CoreItem, StringEncoding } from '../plan.ts'
import { addCoreFunc, addFunc, placeFunc, placeFuncType } from './plan-writer.ts'
import { checkMemory } from './core-memory.ts'
import type { LinkFunc, Scope } from './scope.ts'
import { readFrom } from './scope.ts'
import { Unsupported } from './unsupported.ts'

/** `canon` in "Binary.md", "Canonical Definitions". */
export function readCanon(reader: Reader, scope: Scope): void {
  const { within, linking: { plan } } = scope
  const code = readByte(reader)
  switch (code) {
    case 0x00: {
      readByte(reader)
      const core = readFrom(reader, scope.core.func, 'core function')
      const options = readOptions(reader, scope)
      const start = reader.at
      const type = readFrom(reader, scope.types, 'type')
      if (type.kind !== 'func') throw malformed(start, 'a function is lifted to a type that is none of a function')
      scope.funcs.push(leaving(() => {
        const lift = { kind: 'lift', core, within, options: supported(options, scope), type: placeFuncType(plan, type.type) } as const
        return { kind: 'lift', func: addFunc(plan, lift) }
      }))
      return
    }
    case 0x01: {
      readByte(reader)
      const func = placeFunc(plan, readFrom(reader, scope.funcs, 'function'))
      const options = supported(readOptions(reader, scope), scope)
      scope.core.func.push(addCoreFunc(plan, { kind: 'lower', func, within, options }))
      return
    }
    case 0x02:
      scope.core.func.push(addCoreFunc(plan, { kind: 'resource-new', resource: readResource(reader, scope), within }))
      return
    case 0x03:
      scope.core.func.push(addCoreFunc(plan, { kind: 'resource-drop', resource: readResource(reader, scope), within }))
      return
    case 0x04:
      scope.core.func.push(addCoreFunc(plan, { kind: 'resource-rep', resource: readResource(reader, scope), within }))
      return
    default:
      // Tasks, streams, futures, error contexts, waitables, threads: all of them for functions that may wait.
      throw new Unsupported(`the built-in 0x${code.toString(16)} of the async ABI`)
  }
}

function readResource(reader: Reader, scope: Scope): number {
  const start = reader.at
  const type = readFrom(reader, scope.types, 'type')
  if (type.kind !== 'resource' || type.resource === null)
    throw malformed(start, 'a built-in is of a type that is no resource')
  return type.resource
}

const ENCODINGS: readonly StringEncoding[] = ['utf8', 'utf16', 'latin1+utf16']

/** A function that cannot be lifted is left to the generated code, and the others are not. */
function leaving(lift: () => LinkFunc): LinkFunc {
  try {
    return lift()
  } catch (error) {
    if (error instanceof Unsupported) return { kind: 'left', reason: error.message }
    throw error
  }
}

interface ReadOptions extends CanonOptions {
  /** Why they are not supported. */
  readonly reason: string | null
}

function supported({ reason, ...options }: ReadOptions, { linking }: Scope): CanonOptions {
  if (reason !== null) throw new Unsupported(reason)
  if (options.memory !== null) checkMemory(linking, options.memory)
  return options
}

/** `opts`. Without an encoding it is UTF-8. */
function readOptions(reader: Reader, scope: Scope): ReadOptions {
  let reason: string | null = null
  let encoding: StringEncoding = 'utf8'
  let memory: CoreItem | null = null
  let realloc: CoreItem | null = null
  let postReturn: CoreItem | null = null
  readMany(reader, () => {
    const code = readByte(reader)
    switch (code) {
      case 0x00:
      case 0x01:
      case 0x02: encoding = ENCODINGS[code] as StringEncoding; break
      case 0x03: memory = readFrom(reader, scope.core.memory, 'core memory'); break
      case 0x04: realloc = readFrom(reader, scope.core.func, 'core function'); break
      case 0x05: postReturn = readFrom(reader, scope.core.func, 'core function'); break
      case 0x06: reason = 'a function of the async ABI'; break
      case 0x07: readU32(reader); break // its callback; 0x06 stands beside it
      case 0x08: readU32(reader); break // a core type; 0x09 stands beside it
      case 0x09: reason = 'a function whose values are kept by the garbage collector'; break
      default: throw new Unsupported(`a function with the option 0x${code.toString(16)}`)
    }
  })
  return { encoding, memory, realloc, postReturn, reason }
}
