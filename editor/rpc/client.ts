import {
  type Method,
  type Notification,
  type Notifications,
  type Params,
  PROTOCOL_VERSION,
  type Result,
  RpcErrorCode,
  type RpcErrorData,
} from '../../shared/protocol/messages.ts'
import type { OpenTransport, Transport } from './transport.ts'

export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly hello: Result<'hello'> }
  /** `retryAtMs` says when the next attempt begins. */
  | { readonly kind: 'waiting'; readonly retryAtMs: number }
  /** The runtime speaks another version: nothing helps but loading the page anew. */
  | { readonly kind: 'wrong-version'; readonly message: string }
  | { readonly kind: 'closed' }

export interface ClientSurroundings {
  readonly open: OpenTransport
  readonly nowMs: () => number
  /** Runs a task after a while unless the returned function is called before. */
  readonly later: (afterMs: number, task: () => void) => () => void
  /** 0 to 1, so that many editors do not come back at the same moment. */
  readonly random: () => number
}

export interface RpcClient {
  /** Rejects with `RpcError`, or with `ConnectionLost` when there is no line or it breaks before the answer. */
  call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>>
  onNotification<N extends Notification>(name: N, take: (params: Notifications[N]) => void): () => void
  onState(take: (state: ConnectionState) => void): () => void
  state(): ConnectionState
  /** Does not wait for the next attempt, and tries again where the runtime had refused. */
  retryNow(): void
  close(): void
}

/** The runtime's answer that it will not. */
export class RpcError extends Error {
  readonly code: number
  readonly data: RpcErrorData
  constructor(code: number, message: string, data: RpcErrorData) {
    super(message)
    this.name = 'RpcError'
    this.code = code
    this.data = data
  }
}

/** Whether the call took effect is not known. */
export class ConnectionLost extends Error {
  constructor() {
    super('The connection to the runtime was lost.')
    this.name = 'ConnectionLost'
  }
}

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 10_000

interface Pending {
  readonly resolve: (result: never) => void
  readonly reject: (error: Error) => void
}

interface Incoming {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: RpcErrorData }
  readonly method?: Notification
  readonly params?: unknown
}

export function createClient({ open, nowMs, later, random }: ClientSurroundings): RpcClient {
  let state: ConnectionState = { kind: 'connecting' }
  let transport: Transport
  let counter = 0
  let attempts = 0
  let cancelRetry = () => {}
  const pending = new Map<number, Pending>()
  const stateTakers = new Set<(state: ConnectionState) => void>()
  const takers = new Map<Notification, Set<(params: never) => void>>()

  connect()

  return {
    call: (method, params) =>
      state.kind === 'connected' ? send(method, params) : Promise.reject(new ConnectionLost()),
    onNotification(name, take) {
      const some = takers.get(name) ?? new Set()
      takers.set(name, some.add(take))
      return () => some.delete(take)
    },
    onState(take) {
      stateTakers.add(take)
      return () => stateTakers.delete(take)
    },
    state: () => state,
    retryNow() {
      if (state.kind !== 'waiting' && state.kind !== 'wrong-version') return
      cancelRetry()
      connect()
    },
    close() {
      cancelRetry()
      become({ kind: 'closed' })
      transport.close()
    },
  }

  function connect(): void {
    become({ kind: 'connecting' })
    transport = open({ onOpen: () => void greet(), onMessage, onClose })
  }

  async function greet(): Promise<void> {
    try {
      const hello = await send('hello', { protocol: PROTOCOL_VERSION })
      attempts = 0
      become({ kind: 'connected', hello })
    } catch (error) {
      if (error instanceof RpcError && error.code === RpcErrorCode.WRONG_VERSION) {
        become({ kind: 'wrong-version', message: error.message })
      }
      transport.close()
    }
  }

  function send<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const id = ++counter
    return new Promise<Result<M>>((resolve, reject) => {
      pending.set(id, { resolve, reject })
      transport.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    })
  }

  function onMessage(text: string): void {
    const message = JSON.parse(text) as Incoming
    if (message.method !== undefined) {
      for (const take of takers.get(message.method) ?? []) take(message.params as never)
      return
    }
    const call = pending.get(message.id as number)
    if (call === undefined) return
    pending.delete(message.id as number)
    if (message.error === undefined) call.resolve(message.result as never)
    else call.reject(new RpcError(message.error.code, message.error.message, message.error.data ?? {}))
  }

  function onClose(): void {
    const lost = [...pending.values()]
    pending.clear()
    for (const call of lost) call.reject(new ConnectionLost())
    if (state.kind === 'closed' || state.kind === 'wrong-version') return
    const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempts++)
    const waitMs = longest / 2 + (longest / 2) * random()
    cancelRetry = later(waitMs, connect)
    become({ kind: 'waiting', retryAtMs: nowMs() + waitMs })
  }

  function become(next: ConnectionState): void {
    state = next
    for (const take of stateTakers) take(next)
  }
}
