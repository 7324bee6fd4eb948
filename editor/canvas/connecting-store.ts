import { create } from 'zustand'
import { parsePath } from '../../shared/directive/path.ts'
import { wiresFrom } from '../../shared/resolve/wire-check.ts'
import type { ResolvedNode } from '../../shared/resolve/types.ts'
import { memberType } from '../../shared/wit/member.ts'
import type { PortType } from '../../shared/wit/types.ts'
import type { WireVerdict } from '../../shared/wit/wire.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import { currentFlow } from '../session/session-store.ts'
import { AFTER_HANDLE, endOfHandle, isInput, pathOfHandle } from './handle-id.ts'

/** A wire that is being dragged, from whichever end. */
export interface Dragged {
  readonly node: string
  readonly handle: string
  readonly type: PortType | null
  /** Whether it may end at an input. */
  readonly check: (node: string, handle: string, merge: boolean) => WireVerdict
  /** Shift is held: a wired input takes this wire beside those it has. */
  readonly merge: boolean
}

export const useConnectingStore = create<{ readonly dragged: Dragged | null }>(() => ({ dragged: null }))

export function beginWire(node: string, handle: string): void {
  const flow = useResolvedStore.getState().resolved.flows.get(currentFlow())
  const type = isInput(handle)
    ? inputType(flow?.nodes.get(node), handle)
    : outputType(flow?.nodes.get(node), node, handle)
  useConnectingStore.setState({
    dragged: { node, handle, type, merge: false, check: checkFrom(pathOfHandle(node, handle)) },
  })
}

export function endWire(): void {
  useConnectingStore.setState({ dragged: null })
}

export function mergeWire(merge: boolean): void {
  const { dragged } = useConnectingStore.getState()
  if (dragged !== null && dragged.merge !== merge) useConnectingStore.setState({ dragged: { ...dragged, merge } })
}

/** Whether the dragged wire may end at this port. Null when the port is on the same side. */
export function verdictAt(dragged: Dragged, node: string, handle: string): WireVerdict | null {
  if (isInput(dragged.handle) === isInput(handle)) return null
  if (!isInput(dragged.handle)) return dragged.check(node, handle, dragged.merge)
  return checkFrom(pathOfHandle(node, handle))(dragged.node, dragged.handle, dragged.merge)
}

function checkFrom(from: string): Dragged['check'] {
  const check = wiresFrom(useResolvedStore.getState().resolved, { flow: currentFlow(), from })
  return (node, handle, merge) => check(node, handle === AFTER_HANDLE ? null : handle.slice(1), merge)
}

export function outputType(node: ResolvedNode | undefined, id: string, handle: string): PortType | null {
  const path = parsePath(pathOfHandle(id, handle))
  if (node === undefined || path === null) return null
  const asCase = path.members[0] === undefined ? undefined : node.outputs.get(`${path.port}.${path.members[0]}`)
  let type: PortType | null = asCase ?? node.outputs.get(path.port) ?? null
  for (const member of asCase === undefined ? path.members : path.members.slice(1))
    type = type && memberType(type, member)
  return type
}

export function inputType(node: ResolvedNode | undefined, handle: string): PortType | null {
  const end = endOfHandle(node?.id ?? '', handle)
  if (end.kind === 'after') return { kind: 'unit' }
  let type: PortType | null = node?.inputs.find(({ name }) => name === end.input)?.type ?? null
  for (const member of end.members) {
    if (type === null || type.kind === 'any' || (type.kind === 'known' && type.name === 'json')) break
    type = memberType(type, member)
  }
  return type
}
