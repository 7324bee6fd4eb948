import { create } from 'zustand'
import { type ConnectionState, createClient, type RpcClient } from './client.ts'
import { createHttpApi, type HttpApi } from './http-api.ts'
import { webSocketTransport } from './web-socket-transport.ts'

// The one line to the runtime that served this page, for actions that are called from outside React.

export interface Runtime {
  readonly rpc: RpcClient
  readonly http: HttpApi
}

export const useConnectionStore = create<{ readonly state: ConnectionState }>(() => ({ state: { kind: 'connecting' } }))

let line: Runtime | null = null

/** Opens the line; once, when the page starts. */
export function startRuntime(): void {
  const token = document.querySelector<HTMLMetaElement>('meta[name="runnel-token"]')?.content ?? ''
  const url = new URL(`/api/socket?token=${encodeURIComponent(token)}`, location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  const rpc = createClient({
    open: webSocketTransport(url.href),
    nowMs: Date.now,
    later(afterMs, task) {
      const timer = setTimeout(task, afterMs)
      return () => clearTimeout(timer)
    },
    random: Math.random,
  })
  rpc.onState((state) => useConnectionStore.setState({ state }))
  line = { rpc, http: createHttpApi(token) }
}

export function runtime(): Runtime {
  if (line === null) throw new Error('there is no line to the runtime yet')
  return line
}
