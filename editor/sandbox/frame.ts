import type { FrameCommand } from './messages.ts'

// Runs in the sandboxed frame (see sandbox.html): its whole job is to make workers and to end them. Everything that
// a component of a stranger could reach from here is an empty page with an opaque origin.

let worker: Worker | null = null

addEventListener('message', (event: MessageEvent<FrameCommand>) => {
  if (event.source !== parent) return
  worker?.terminate()
  worker = null
  if (event.data.kind === 'stop') return
  const url = URL.createObjectURL(new Blob([event.data.workerSource], { type: 'text/javascript' }))
  worker = new Worker(url)
  URL.revokeObjectURL(url)
  worker.postMessage(null, [...event.ports])
})
