import { useMemo } from 'react'
import type { Node } from '../../shared/directive/schema.ts'
import type { PortType } from '../../shared/wit/types.ts'
import type { Failure } from '../../shared/engine/types.ts'
import { useRunStore } from '../runs/run-store.ts'
import { useSessionStore } from '../session/session-store.ts'
import { ValueChip } from '../values/ValueChip.tsx'
import css from './NodeValue.module.css'
import { useResolvedNode } from './use-node.ts'
import { useShownTrace } from './use-values.ts'

/** The last value of a node at its foot. The line is there before any value, so that nothing moves when one comes. */
export function NodeValue({ node, document }: { readonly node: string; readonly document: Node }) {
  const shown = useNodeValue(node, document)
  const live = useSessionStore(({ shows }) => shows === 'live')
  const picked = useRunStore((state) => state.picked !== null)
  const none = !live ? 'no value yet' : picked ? 'did not run' : 'no run is picked'
  return (
    <footer className={css.foot}>
      {shown === null ? (
        <span className={css.none}>{none}</span>
      ) : (
        <>
          <span className={css.port} data-port={shown.port}>
            {shown.port}
          </span>
          <ValueChip value={shown.value} type={shown.type} />
        </>
      )}
    </footer>
  )
}

function failureText({ message }: Failure) {
  return { port: 'failed', value: { json: message, whole: true, bytes: 0 }, type: TEXT }
}

const TEXT: PortType = { kind: 'string' }
const UNKNOWN: PortType = { kind: 'known', name: 'json' }

/** Of those that fired, the first says most. */
const SHOWN_PORTS = ['out', 'err', 'failed', 'none', 'done']

function useNodeValue(node: string, document: Node) {
  const trace = useShownTrace()
  const resolved = useResolvedNode(node)
  return useMemo(() => {
    const firing = trace.firings.get(node)?.at(-1)
    if (firing === undefined) return null
    if (firing.failure !== null && !('err' in firing.outputs)) return failureText(firing.failure)
    if ('sink' in document) {
      const input = document.sink === 'http-reply' ? 'body' : 'value'
      const value = firing.inputs[input]
      const binding = resolved?.inputs.find(({ name }) => name === input)?.binding ?? null
      const type = binding?.kind === 'from' ? (binding.sources[0]?.type ?? UNKNOWN) : UNKNOWN
      return value === undefined ? null : { port: input, value, type }
    }
    const port = SHOWN_PORTS.find((name) => name in firing.outputs) ?? Object.keys(firing.outputs)[0]
    const value = port === undefined ? undefined : firing.outputs[port]
    return port === undefined || value === undefined
      ? null
      : { port, value, type: resolved?.outputs.get(port) ?? UNKNOWN }
  }, [trace, resolved, node, document])
}
