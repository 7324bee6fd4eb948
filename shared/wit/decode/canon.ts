import type { Func, FuncType, Scope } from './entities.ts'
import { at } from './entities.ts'
import { malformed, overLimit } from './error.ts'
import { typeAt } from './extern.ts'
import type { DecodeLimits } from './limits.ts'
import type { Reader } from './reader.ts'
import { readByte, readMany, readU32 } from './reader.ts'
import { readValType } from './value-definition.ts'

const ASYNC = 0x06

/** `canon` in "Binary.md", "Canonical Definitions". Only `lift` makes a component function; the rest is passed over. */
export function readCanon(reader: Reader, scope: Scope): void {
  const start = reader.at
  const code = readByte(reader)
  switch (code) {
    case 0x00: {
      readZero(reader)
      readU32(reader)
      const options = readMany(reader, readOption)
      const { type } = typeAt(reader, scope, 'func')
      checkFuncType(type, scope.decoding.limits, start)
      const func: Func = { type, asyncLift: options.includes(ASYNC), isScriptInit: false }
      scope.funcs.push(func)
      return
    }
    case 0x01: {
      readZero(reader)
      const { type } = at(scope.funcs, readU32(reader), start, 'function')
      checkFuncType(type, scope.decoding.limits, start)
      readMany(reader, readOption)
      return
    }
    default: {
      const immediates = BUILTINS.get(code)
      if (immediates === undefined) throw malformed(start, `unknown canonical function 0x${code.toString(16)}`)
      for (const immediate of immediates) skipImmediate(reader, scope, immediate)
    }
  }
}

/** A tree of types costs the transpiler and the editor what it has nodes, however small its definition is. */
export function checkFuncType({ nodes, depth }: FuncType, limits: DecodeLimits, offset: number | null): void {
  if (nodes > limits.typeNodes) {
    throw overLimit(offset, 'typeNodes', limits.typeNodes, `A function's type has ${nodes} nodes`)
  }
  if (depth > limits.typeDepth) {
    throw overLimit(offset, 'typeDepth', limits.typeDepth, `A function's type is ${depth} levels deep`)
  }
}

function readZero(reader: Reader): void {
  if (readByte(reader) !== 0x00) throw malformed(reader.at - 1, 'unknown canonical function')
}

/** `canonopt`: its code. */
function readOption(reader: Reader): number {
  const start = reader.at
  const code = readByte(reader)
  if (code > 0x09) throw malformed(start, `unknown canonical option 0x${code.toString(16)}`)
  const hasIndex = code === 0x03 || code === 0x04 || code === 0x05 || code === 0x07 || code === 0x08
  if (hasIndex) readU32(reader)
  return code
}

type Immediate = 'index' | 'byte' | 'options' | 'results'

const NOTHING: readonly Immediate[] = []
const INDEX: readonly Immediate[] = ['index']
const INDEX_BYTE: readonly Immediate[] = ['index', 'byte']
const INDEX_OPTIONS: readonly Immediate[] = ['index', 'options']

/** The built-ins, by code, with what follows the code. They make core functions. */
const BUILTINS: ReadonlyMap<number, readonly Immediate[]> = new Map([
  [0x02, INDEX], // resource.new
  [0x03, INDEX], // resource.drop
  [0x04, INDEX], // resource.rep
  [0x05, NOTHING], // task.cancel
  [0x06, ['byte']], // subtask.cancel
  [0x07, INDEX], // resource.drop async
  [0x08, NOTHING], // backpressure.set
  [0x09, ['results', 'options']], // task.return
  [0x0a, ['byte', 'index']], // context.get
  [0x0b, ['byte', 'index']], // context.set
  [0x0c, ['byte']], // thread.yield
  [0x0d, NOTHING], // subtask.drop
  [0x0e, INDEX], // stream.new
  [0x0f, INDEX_OPTIONS], // stream.read
  [0x10, INDEX_OPTIONS], // stream.write
  [0x11, INDEX_BYTE], // stream.cancel-read
  [0x12, INDEX_BYTE], // stream.cancel-write
  [0x13, INDEX], // stream.drop-readable
  [0x14, INDEX], // stream.drop-writable
  [0x15, INDEX], // future.new
  [0x16, INDEX_OPTIONS], // future.read
  [0x17, INDEX_OPTIONS], // future.write
  [0x18, INDEX_BYTE], // future.cancel-read
  [0x19, INDEX_BYTE], // future.cancel-write
  [0x1a, INDEX], // future.drop-readable
  [0x1b, INDEX], // future.drop-writable
  [0x1c, ['options']], // error-context.new
  [0x1d, ['options']], // error-context.debug-message
  [0x1e, NOTHING], // error-context.drop
  [0x1f, NOTHING], // waitable-set.new
  [0x20, ['byte', 'index']], // waitable-set.wait
  [0x21, ['byte', 'index']], // waitable-set.poll
  [0x22, NOTHING], // waitable-set.drop
  [0x23, NOTHING], // waitable.join
  [0x24, NOTHING], // backpressure.inc
  [0x25, NOTHING], // backpressure.dec
  [0x26, NOTHING], // thread.index
  [0x27, ['index', 'index']], // thread.new-indirect
  [0x28, NOTHING], // thread.resume-later
  [0x29, ['byte']], // thread.suspend
  [0x2a, ['byte']], // thread.suspend-then-resume
  [0x2b, ['byte']], // thread.yield-then-resume
  [0x2c, ['byte']], // thread.suspend-then-promote
  [0x2d, ['byte']], // thread.yield-then-promote
] as const satisfies readonly (readonly [number, readonly Immediate[]])[])

function skipImmediate(reader: Reader, scope: Scope, immediate: Immediate): void {
  switch (immediate) {
    case 'index':
      readU32(reader)
      return
    case 'byte':
      readByte(reader)
      return
    case 'options':
      readMany(reader, readOption)
      return
    case 'results': {
      const start = reader.at
      const form = readByte(reader)
      if (form === 0x00) readValType(reader, scope)
      else if (form !== 0x01 || readByte(reader) !== 0x00) throw malformed(start, 'unknown form of results')
    }
  }
}
