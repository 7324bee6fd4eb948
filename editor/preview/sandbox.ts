import type { FrameCommand, WorkerCommand, WorkerReport } from '../sandbox/messages.ts'

/** The sandboxed frame with its worker, seen from the page. */
export interface Sandbox {
  send(command: WorkerCommand): void
  /** Ends the worker and whatever it is doing, and throws the frame away. */
  close(): void
}

/**
 * Starts a worker in a frame of its own. The frame goes with the worker, because a browser that cannot end a looping
 * worker can still drop the frame that holds it.
 */
export async function openSandbox(workerSource: string, onReport: (report: WorkerReport) => void): Promise<Sandbox> {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.title = 'Preview sandbox'
  frame.hidden = true
  const loaded = new Promise<void>((resolve) => frame.addEventListener('load', () => resolve(), { once: true }))
  frame.src = '/sandbox.html'
  document.body.append(frame)
  await loaded

  const { port1, port2 } = new MessageChannel()
  port1.onmessage = ({ data }: MessageEvent<WorkerReport>) => onReport(data)
  const tell = (command: FrameCommand, transfer: Transferable[] = []) =>
    frame.contentWindow?.postMessage(command, '*', transfer)
  tell({ kind: 'start', workerSource }, [port2])
  return {
    send: (command) => port1.postMessage(command),
    close() {
      port1.onmessage = null
      port1.close()
      tell({ kind: 'stop' })
      frame.remove()
    },
  }
}
