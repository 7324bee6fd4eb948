import { inMib } from '../../directive/limits.ts'
import { Refusal } from '../../host/refusal.ts'
import type { StringEncoding } from '../plan.ts'
import type { Handle, HandleTable, Resource } from './handles.ts'

/** A core value: i32, f32 and f64 are numbers, i64 is a bigint. */
export type CoreValue = number | bigint
export type CoreType = 'i32' | 'i64' | 'f32' | 'f64'
export type Realloc = (address: number, oldBytes: number, align: number, bytes: number) => number

/**
 * What lifting and lowering works on: `LiftLowerContext` of the Canonical ABI, one for each function of an instance. A
 * function is never entered twice at a time, so nothing is made anew for a call.
 */
export interface Call {
  /** For messages. */
  readonly name: string
  readonly encoding: StringEncoding
  readonly memory: WebAssembly.Memory | null
  readonly realloc: Realloc | null
  /** Views of the memory, which `refresh` makes again: growing it takes them away. */
  bytes: Uint8Array<ArrayBuffer>
  view: DataView
  /** Core values on their way in or out, and the place of the next one. */
  flat: CoreValue[]
  next: number
  /**
   * What one call may lift, and what is left of it, in bytes of JavaScript's memory. A few kilobytes of memory can be
   * made to lift into gigabytes, by lists of lists that are all the same one.
   */
  readonly liftBytes: number
  budget: number
  readonly handles: HandleTable
  /** By their number in the plan. */
  readonly resources: readonly Resource[]
  /** Handles that this call lent to its callee, and how many it lent to a guest that has them still. */
  lent: Handle[]
  borrowed: number
}

export interface CallOptions {
  readonly name: string
  readonly encoding: StringEncoding
  readonly memory: WebAssembly.Memory | null
  readonly realloc: Realloc | null
  readonly liftBytes: number
  readonly handles: HandleTable
  readonly resources: readonly Resource[]
}

const NO_BYTES = new Uint8Array(0)
const NO_VIEW = new DataView(NO_BYTES.buffer)

export function createCall(options: CallOptions): Call {
  return { ...options, bytes: NO_BYTES, view: NO_VIEW, flat: [], next: 0, budget: 0, lent: [], borrowed: 0 }
}

/** After everything that may have run code of the guest. A buffer that was taken away has no length. */
export function refresh(call: Call): void {
  if (call.bytes.length === 0 && call.memory !== null) {
    const { buffer } = call.memory
    call.bytes = new Uint8Array(buffer)
    call.view = new DataView(buffer)
  }
}

/** What passes is not of its type, or the guest does not keep to the Canonical ABI. */
export function invalid(call: Call, cause: string): never {
  throw new TypeError(`${call.name}: ${cause}`)
}

/** `trap_if` where no value is at fault. */
export function trap(name: string, cause: string): never {
  throw new WebAssembly.RuntimeError(`${name}: ${cause}`)
}

/** Memory for something that is lowered. Says what a guest's `realloc` may not do. */
export function allocate(call: Call, align: number, bytes: number): number {
  if (call.realloc === null)
    return invalid(call, 'the component has no realloc, but is to be given values that need memory')
  const address = call.realloc(0, 0, align, bytes) >>> 0
  refresh(call)
  if ((address & (align - 1)) !== 0)
    invalid(call, `realloc gave the address ${address}, which is not aligned to ${align}`)
  if (address + bytes > call.bytes.length)
    invalid(call, `realloc gave ${bytes} bytes at ${address}, which reach out of the memory`)
  return address
}

/** Checks what a guest says to be at `address`. */
export function checkRange(call: Call, address: number, align: number, bytes: number, what: string): void {
  if ((address & (align - 1)) !== 0) invalid(call, `${what} is at ${address}, which is not aligned to ${align}`)
  if (address + bytes > call.bytes.length)
    invalid(call, `${what} of ${bytes} bytes at ${address} reaches out of the memory`)
}

/** `bytes` is about what it takes in JavaScript. */
export function spendLifted(call: Call, bytes: number): void {
  call.budget -= bytes
  if (call.budget < 0) {
    const allowed = inMib(call.liftBytes)
    throw new Refusal('limit', `${call.name}: the values it gives take more than the ${allowed} that limits.liftBytes allows`)
  }
}
