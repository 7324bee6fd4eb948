import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The product as a person starts it: `npm start` on free ports, a process of its own. */
export interface Product {
  readonly editorUrl: string
  readonly flowsUrl: string
  /** As Ctrl-C does; resolves with the exit code when the process is gone. */
  stop(): Promise<number | null>
}

export interface Folder {
  readonly path: string
  remove(): Promise<void>
}

export async function temporaryFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'runnel-browser-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** The same `ports` as before let an open page find the runtime again. */
export async function startProduct(storeDir: string, ports = { editor: 0, flows: 0 }): Promise<Product> {
  const options = ['--store', storeDir, '--port', String(ports.editor), '--flows-port', String(ports.flows)]
  const child = spawn(process.execPath, ['runtime/start.ts', ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  const [editorUrl, flowsUrl] = await addressesOf(child)
  return {
    editorUrl,
    flowsUrl,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const gone = once(child, 'exit')
      child.kill('SIGINT')
      await gone
      return child.exitCode
    },
  }
}

type Started = ChildProcessByStdio<null, Readable, Readable>

/** What it prints once it listens. */
function addressesOf(child: Started): Promise<readonly [editor: string, flows: string]> {
  return new Promise((resolve, reject) => {
    let printed = ''
    const take = (piece: string) => {
      printed += piece
      const found = /Editor\s+(http:\S+)\s+Flows\s+(http:\S+)/.exec(printed)
      if (found !== null) resolve([found[1] as string, found[2] as string])
    }
    child.stdout.setEncoding('utf8').on('data', take)
    child.stderr.setEncoding('utf8').on('data', take)
    child.once('exit', () => reject(new Error(`the runtime ended before it listened:\n${printed}`)))
  })
}

export function portOf(url: string): number {
  return Number(new URL(url).port)
}
