import { openSandbox, type Sandbox } from '../../editor/preview/sandbox.ts'
import type { RunnerCommand } from '../../shared/runner/messages.ts'
import type { FlatComponent } from '../../shared/wit/flat.ts'

// The page of preview.test.ts: opens the editor's own sandbox for each runner under test. Bytes travel as base64
// between test and page, because the test speaks to the page in JSON.

declare global {
  interface Window {
    openRunner(id: number): Promise<void>
    sendCommand(id: number, command: string): void
    closeRunner(id: number): void
    /** Exposed by the test. */
    reportOf(id: number, report: string): void
  }
}

const sandboxes = new Map<number, Sandbox>()
let workerSource: Promise<string> | null = null

window.openRunner = async (id) => {
  workerSource ??= fetch('/preview-worker.js').then((response) => response.text())
  sandboxes.set(id, await openSandbox(await workerSource, (report) => {
    if (report.kind === 'calling') return
    if (report.kind === 'broken') throw new Error(report.message)
    window.reportOf(id, JSON.stringify(report, bytesAsBase64))
  }))
  const digests = (await (await fetch('/components')).json()) as readonly string[]
  for (const digest of digests) sandboxes.get(id)?.send(await component(digest))
}

window.sendCommand = (id, command) => sandboxes.get(id)?.send(JSON.parse(command, base64AsBytes) as RunnerCommand)

window.closeRunner = (id) => {
  sandboxes.get(id)?.close()
  sandboxes.delete(id)
}

async function component(digest: string) {
  const base = `/components/${digest}`
  const answer = await (await fetch(base)).json() as { component: FlatComponent; binding: unknown; source: string; cores: readonly string[] }
  const cores = await Promise.all(answer.cores.map(async (name) =>
    [name, new Uint8Array(await (await fetch(`${base}/${name}`)).arrayBuffer())] as const))
  return { kind: 'component', digest, component: answer.component, binding: answer.binding, source: answer.source, cores } as const
}

function bytesAsBase64(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { base64: btoa(String.fromCharCode(...value)) } : value
}

function base64AsBytes(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || !('base64' in value)) return value
  return Uint8Array.from(atob(value.base64 as string), (char) => char.charCodeAt(0))
}

