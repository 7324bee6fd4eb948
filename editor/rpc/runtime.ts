import { create } from 'zustand'
import { type ConnectionState, createClient, type RpcClient } from './client.ts'
import { createHttpApi, type HttpApi } from './http-api.ts'
import { tokenIn } from './page-token.ts'
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
  let token = tokenIn(document)
  const rpc = createClient({
    open: (events) => webSocketTransport(socketUrl(token))(events),
    nowMs: Date.now,
    later(afterMs, task) {
      const timer = setTimeout(task, afterMs)
      return () => clearTimeout(timer)
    },
    random: Math.random,
  })
  rpc.onState((state) => {
    if (state.kind !== 'wrong-version') return useConnectionStore.setState({ state })
    void renewToken(token).then((renewed) => {
      if (renewed === null) return useConnectionStore.setState({ state })
      token = renewed
      rpc.retryNow()
    })
  })
  addEventListener('online', () => rpc.retryNow())
  line = { rpc, http: createHttpApi(() => token) }
}

export function runtime(): Runtime {
  if (line === null) throw new Error('there is no line to the runtime yet')
  return line
}

function socketUrl(token: string): string {
  const url = new URL(`/api/socket?token=${encodeURIComponent(token)}`, location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  return url.href
}

/** A runtime that was started anew gives a new token to whoever it serves the page to. Null when it has no other. */
async function renewToken(known: string): Promise<string | null> {
  try {
    const page = await (await fetch('/', { cache: 'no-store' })).text()
    const token = tokenIn(new DOMParser().parseFromString(page, 'text/html'))
    return token === '' || token === known ? null : token
  } catch {
    return null
  }
}
