import type { BindType } from '../bind-type.ts'
import type { Call } from './call.ts'
import { trap } from './call.ts'
import type { Codec } from './codec.ts'
import type { ComponentState } from './component-state.ts'
import { checkMayLeave, enter } from './component-state.ts'

/** "ResourceHandle": an entry of a component instance's table. */
export interface Handle {
  readonly resource: Resource
  /** An object of the host's, or the number that the component chose that defines the resource. */
  readonly rep: unknown
  /** The call that lent it, null when it is owned. */
  readonly scope: Call | null
  lends: number
}

/** A resource type, one object for each time that it is defined. */
export interface Resource {
  readonly name: string
  /** The component instance that defines it, null when somebody else does: the host or another component. */
  readonly definedBy: ComponentState | null
  /** Of the host's objects: whether it is one of them. */
  isOne(rep: unknown): boolean
  /** Ends the life of what an owned handle stood for: from within `definedBy`. Others use `destroyFromOutside`. */
  destroy(rep: unknown): void
}

/** "Table": the handles of one component instance. Index 0 is never given out. */
export interface HandleTable {
  readonly handles: (Handle | null)[]
  readonly free: number[]
}

export function createHandleTable(): HandleTable {
  return { handles: [null], free: [] }
}

export function isEmpty({ handles }: HandleTable): boolean {
  return handles.every((handle) => handle === null)
}

export function clear(table: HandleTable): void {
  table.handles.length = 1
  table.free.length = 0
}

/** "MAX_LENGTH" of a table is 2^28 - 1; this many objects fill the memory first. */
const MAX_HANDLES = 1_000_000

export function insert(table: HandleTable, handle: Handle): number {
  const index = table.free.pop() ?? table.handles.length
  if (index > MAX_HANDLES) trap(handle.resource.name, `there are more than ${MAX_HANDLES} handles`)
  table.handles[index] = handle
  return index
}

function get(table: HandleTable, index: number, resource: Resource, name: string): Handle {
  const handle = table.handles[index]
  if (handle === undefined || handle === null) return trap(name, `there is no handle ${index}`)
  if (handle.resource !== resource)
    return trap(name, `the handle ${index} is one of ${handle.resource.name}, not of ${resource.name}`)
  return handle
}

function remove(table: HandleTable, index: number, resource: Resource, name: string): Handle {
  const handle = get(table, index, resource, name)
  if (handle.lends !== 0) trap(name, `the handle ${index} is lent`)
  table.handles[index] = null
  table.free.push(index)
  return handle
}

/** "canon resource.new" */
export function newHandle(state: ComponentState, resource: Resource, rep: number): number {
  checkMayLeave('resource.new', state)
  return insert(state.handles, { resource, rep, scope: null, lends: 0 })
}

/** "canon resource.rep" */
export function repOf({ handles }: ComponentState, resource: Resource, index: number): number {
  return get(handles, index, resource, 'resource.rep').rep as number
}

/** "canon resource.drop" */
export function dropHandle(state: ComponentState, resource: Resource, index: number): void {
  checkMayLeave('resource.drop', state)
  const { scope, rep } = remove(state.handles, index, resource, 'resource.drop')
  if (scope !== null) scope.borrowed -= 1
  else if (resource.definedBy === state) resource.destroy(rep)
  else destroyFromOutside(resource, rep)
}

/** A destructor is a function of the component that defines the resource: nothing else may be going on there. */
export function destroyFromOutside({ definedBy, destroy }: Resource, rep: unknown): void {
  if (definedBy === null) return destroy(rep)
  enter('resource.drop', definedBy)
  destroy(rep)
  definedBy.mayEnter = true
}

/** "lift_own" and "lower_own": it leaves one table for another. */
function liftOwn(call: Call, resource: Resource, index: number): unknown {
  const handle = remove(call.handles, index, resource, call.name)
  if (handle.scope !== null) trap(call.name, `the handle ${index} is only lent and cannot be given away`)
  return handle.rep
}

function lowerOwn(call: Call, resource: Resource, rep: unknown): number {
  checkRep(call, resource, rep)
  return insert(call.handles, { resource, rep, scope: null, lends: 0 })
}

/** "lift_borrow": until the call ends, its owner cannot drop it. */
function liftBorrow(call: Call, resource: Resource, index: number): unknown {
  const handle = get(call.handles, index, resource, call.name)
  handle.lends += 1
  call.lent.push(handle)
  return handle.rep
}

/** "lower_borrow": whoever defines a resource sees what it chose for it. */
function lowerBorrow(call: Call, resource: Resource, rep: unknown): number {
  if (resource.definedBy?.handles === call.handles) return rep as number
  checkRep(call, resource, rep)
  call.borrowed += 1
  return insert(call.handles, { resource, rep, scope: call, lends: 0 })
}

function checkRep(call: Call, resource: Resource, rep: unknown): void {
  if (!resource.isOne(rep))
    throw new TypeError(`${call.name}: what is given for the resource ${resource.name} is none of it`)
}

/** When a call has ended. */
export function giveBackLent(call: Call): void {
  if (call.lent.length === 0) return
  for (const handle of call.lent) handle.lends -= 1
  call.lent = []
}

export function checkBorrowed(call: Call): void {
  if (call.borrowed !== 0) trap(call.name, `it returned without dropping ${call.borrowed} handles that were lent to it`)
}

/** Resources differ from instance to instance, codecs do not: the call knows which ones are meant. */
export function handleCodec({ kind, resource }: Extract<BindType, { kind: 'own' | 'borrow' }>): Codec {
  const take = kind === 'own' ? liftOwn : liftBorrow
  const give = kind === 'own' ? lowerOwn : lowerBorrow
  const resourceOf = (call: Call): Resource => call.resources[resource] as Resource
  return {
    size: 4, align: 4, flat: ['i32'], weight: 16, scalar: null,
    load: (call, at) => take(call, resourceOf(call), call.view.getUint32(at, true)),
    store: (call, value, at) => call.view.setUint32(at, give(call, resourceOf(call), value), true),
    lift: (call) => take(call, resourceOf(call), (call.flat[call.next++] as number) >>> 0),
    lower: (call, value) => { call.flat[call.next++] = give(call, resourceOf(call), value) },
  }
}
