/** One open line to the runtime: whole text messages, in order. The client sees this, never a socket. */
export interface Transport {
  send(text: string): void
  close(): void
}

export interface TransportEvents {
  readonly onOpen: () => void
  readonly onMessage: (text: string) => void
  /** Once, whether or not the line was ever open. */
  readonly onClose: () => void
}

export type OpenTransport = (events: TransportEvents) => Transport
