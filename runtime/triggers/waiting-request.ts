import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Gate, Visitor } from './gate.ts'
import { sayBusy } from './say.ts'

const WAITS_AT_MOST_MS = 60_000

export interface WaitingOptions {
  readonly gate: Gate
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly sinceMs: number
  /** Where it stands while it waits. */
  readonly all: Set<WaitingRequest>
  readonly enter: () => void
}

/** A request at a gate. Nothing more of it is read while it waits. */
export interface WaitingRequest {
  /** Turns it away when it has waited for too long. */
  expire(nowMs: number): void
}

/** Waits at the gate, or is answered that there is no room. */
export function waitAtGate({ gate, request, response, sinceMs, all, enter }: WaitingOptions): void {
  const visitor: Visitor = {
    enter() {
      forget()
      enter()
    },
    dropped: turnAway,
  }
  const waiting: WaitingRequest = {
    expire(nowMs) {
      if (nowMs - sinceMs <= WAITS_AT_MOST_MS) return
      gate.refuse(visitor)
      turnAway()
    },
  }
  const onClose = (): void => {
    forget()
    gate.withdraw(visitor)
  }

  function forget(): void {
    all.delete(waiting)
    response.off('close', onClose)
  }

  function turnAway(): void {
    forget()
    sayBusy(request, response)
  }

  if (!gate.wait(visitor)) return sayBusy(request, response)
  all.add(waiting)
  response.on('close', onClose)
}
