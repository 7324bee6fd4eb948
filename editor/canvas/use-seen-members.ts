import { useMemo } from 'react'
import { parsePath } from '../../shared/directive/path.ts'
import { useSessionStore } from '../session/session-store.ts'
import type { TraceIndex } from '../values/trace-index.ts'
import { isInput, pathOfHandle } from './handle-id.ts'
import { outputValue, useShownTrace } from './use-values.ts'

export type SeenMembers = Readonly<Record<string, readonly string[]>>

/** A port with more members than these is no record any more. */
const MAX_MEMBERS = 16

/** By handle of each opened output: the members that the last JSON value there had. The same object until they change. */
export function useSeenMembers(node: string): SeenMembers {
  const folds = useSessionStore((state) => state.folds)
  const trace = useShownTrace()
  const text = useMemo(() => JSON.stringify(seenMembers(node, folds, trace)), [node, folds, trace])
  return useMemo(() => JSON.parse(text) as SeenMembers, [text])
}

function seenMembers(node: string, folds: ReadonlyMap<string, boolean>, trace: TraceIndex): SeenMembers {
  const seen: Record<string, readonly string[]> = {}
  for (const [key, open] of folds) {
    const handle = key.slice(node.length + 1)
    if (!open || !key.startsWith(`${node}/`) || isInput(handle)) continue
    const path = parsePath(pathOfHandle(node, handle))
    const json = path === null ? undefined : outputValue(trace, path)?.json
    if (typeof json !== 'object' || json === null || Array.isArray(json)) continue
    const names = Object.keys(json)
    if (names.length <= MAX_MEMBERS) seen[handle] = names
  }
  return seen
}
