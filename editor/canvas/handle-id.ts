import { parsePath, printPath } from '../../shared/directive/path.ts'
import type { WireEnd } from '../document/wires.ts'

// React Flow knows a port by its node and a handle's id. An output's is its path without the node (`out.body.email`),
// an input's is `>` and the input with its members (`>body.email`); `after` is the socket above a node's inputs.

export const AFTER_HANDLE = 'after'

export function outputHandle(port: string, members: readonly string[]): string {
  return printPath({ node: 'n', port, members }).slice(2)
}

export function inputHandle(input: string, members: readonly string[]): string {
  return `>${printPath({ node: 'n', port: input, members }).slice(2)}`
}

export function handleOfEnd(end: WireEnd): string {
  return end.kind === 'after' ? AFTER_HANDLE : inputHandle(end.input, end.members)
}

export function endOfHandle(node: string, handle: string): WireEnd {
  if (handle === AFTER_HANDLE) return { kind: 'after', node }
  const path = parsePath(`n.${handle.slice(1)}`)
  if (path === null) throw new Error(`no handle of an input: ${handle}`)
  return { kind: 'input', node, input: path.port, members: path.members }
}

export function pathOfHandle(node: string, handle: string): string {
  return `${node}.${handle}`
}

export function isInput(handle: string): boolean {
  return handle === AFTER_HANDLE || handle.startsWith('>')
}
