import type { OpenTransport, Transport, TransportEvents } from './transport.ts'

/** The far end of a line within this process, and the hand that moves the messages: nothing travels until `flush`. */
export interface FarEnd {
  readonly open: OpenTransport
  /** What arrived, oldest first, and how often somebody asked for a line. */
  readonly received: unknown[]
  readonly attempts: () => number
  readonly accept: () => void
  readonly refuse: () => void
  readonly send: (message: object) => void
  readonly flush: () => void
}

export function memoryTransport(): FarEnd {
  let events: TransportEvents | null = null
  let attempts = 0
  let queue: (() => void)[] = []
  const received: unknown[] = []

  const transport: Transport = {
    send: (text) => queue.push(() => received.push(JSON.parse(text))),
    close: () => drop(),
  }
  function drop() {
    const closed = events
    events = null
    closed?.onClose()
  }

  return {
    open(given) {
      events = given
      attempts++
      return transport
    },
    received,
    attempts: () => attempts,
    accept: () => events?.onOpen(),
    refuse: drop,
    send: (message) => queue.push(() => events?.onMessage(JSON.stringify(message))),
    flush() {
      const moving = queue
      queue = []
      for (const move of moving) move()
    },
  }
}
