import type { OpenTransport } from './transport.ts'

export function webSocketTransport(url: string): OpenTransport {
  return ({ onOpen, onMessage, onClose }) => {
    const socket = new WebSocket(url)
    socket.addEventListener('open', onOpen)
    socket.addEventListener('message', (event: MessageEvent<string>) => onMessage(event.data))
    socket.addEventListener('close', onClose)
    return { send: (text) => socket.send(text), close: () => socket.close() }
  }
}
