import { useMemo, useRef } from 'react'
import { parsePath } from '../../shared/directive/path.ts'
import { useSessionStore } from '../session/session-store.ts'
import { isInput, pathOfHandle } from './handle-id.ts'
import { outputValue, useShownTrace } from './use-values.ts'

/** A port with more members than these is no record any more. */
const MAX_MEMBERS = 16

/** By handle of each opened output: the members that the last JSON value there had. The same map until they change. */
export function useSeenMembers(node: string): ReadonlyMap<string, readonly string[]> {
  const folds = useSessionStore((state) => state.folds)
  const trace = useShownTrace()
  const before = useRef<ReadonlyMap<string, readonly string[]>>(new Map())
  return useMemo(() => {
    const seen = new Map<string, readonly string[]>()
    for (const [key, open] of folds) {
      const handle = key.slice(node.length + 1)
      if (!open || !key.startsWith(`${node}/`) || isInput(handle)) continue
      const path = parsePath(pathOfHandle(node, handle))
      const json = path === null ? undefined : outputValue(trace, path)?.json
      if (typeof json !== 'object' || json === null || Array.isArray(json)) continue
      const names = Object.keys(json)
      if (names.length <= MAX_MEMBERS) seen.set(handle, names)
    }
    if (JSON.stringify([...seen]) !== JSON.stringify([...before.current])) before.current = seen
    return before.current
  }, [folds, trace, node])
}
