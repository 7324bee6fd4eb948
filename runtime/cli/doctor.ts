import { once } from 'node:events'
import { accessSync, constants, existsSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { dirname, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { entryUrl } from '../entry.ts'
import { detectConfinement, spawnConfined, type Confinement } from '../runner/confinement.ts'
import { holdingFlags, NODE_BASELINE_BYTES } from '../runner/runner-process.ts'

/** What is looked at. `needed`: without it Runnel does not work, or not as docs/isolation.md says. */
interface Finding {
  readonly what: string
  readonly ok: boolean
  readonly needed: boolean
  readonly detail: string
}

const KEPT: Readonly<Record<string, string>> = {
  read: 'read other files', write: 'write files', spawn: 'start programs', thread: 'start threads',
  environment: 'see the environment', generate: 'make code from text', connect: 'connect to a network',
}
const PROBE_MEMORY_BYTES = 256 * 1024 * 1024

/** Prints what holds strangers' components on this machine, one a line; gives the exit code: 1 when something needed is missing. */
export async function doctor(
  { storeDir, ports }: { readonly storeDir: string; readonly ports: readonly number[] }, print: (line: string) => void,
): Promise<number> {
  const confinement = await detectConfinement()
  const findings = [
    { what: 'Node', ok: Number(process.versions.node.split('.')[0]) >= 26, needed: true, detail: process.version },
    ...(await probed(confinement)),
    { what: 'memory limit', ok: confinement.limits, needed: false, detail: confinement.limits ? 'by ulimit, and runners are watched' : 'runners are only watched, and ended when they grow too large' },
    { what: 'network namespace', ok: confinement.network, needed: false, detail: confinement.network ? 'runners have one without any network' : 'not here; the permission model keeps runners from the network' },
    storeFinding(storeDir),
    ...(await Promise.all(ports.map(portFinding))),
    toolchain('assemblyscript', 'assemblyscript/asc'),
    toolchain('componentize-qjs', 'componentize-qjs'),
    { what: 'previews', ok: true, needed: false, detail: 'run in the browser, in a frame without origin and network; nothing to look at here' },
  ]
  for (const { what, ok, needed, detail } of findings) print(`${ok ? 'ok     ' : needed ? 'FAILED ' : 'missing'}  ${what}: ${detail}`)
  return findings.some(({ ok, needed }) => needed && !ok) ? 1 : 0
}

/** Starts a process as runners are started, which tries what they may not do. */
async function probed(confinement: Confinement): Promise<readonly Finding[]> {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const args = [...holdingFlags([], PROBE_MEMORY_BYTES), fileURLToPath(entryUrl('probe')), JSON.stringify({ port })]
  const child = spawnConfined(confinement, process.execPath, args, NODE_BASELINE_BYTES + PROBE_MEMORY_BYTES)
  const [said, complaint] = await Promise.all([text(child.stdio[3] as Readable), text(child.stdio[2] as Readable)])
  server.close()
  if (said === '') return [{ what: 'runner', ok: false, needed: true, detail: `it does not start: ${complaint.trim().slice(0, 300)}` }]
  const { refused, jspi } = JSON.parse(said) as { readonly refused: Readonly<Record<string, boolean>>; readonly jspi: boolean }
  const could = Object.entries(KEPT).filter(([what]) => refused[what] !== true).map(([, words]) => words)
  const all = Object.values(KEPT).join(', ')
  return [
    { what: 'runner', ok: could.length === 0, needed: true, detail: could.length === 0 ? `it cannot ${all}` : `it can ${could.join(', ')}` },
    { what: 'JSPI', ok: jspi, needed: false, detail: jspi ? 'components can wait for what they ask for' : 'components cannot wait for what they ask for' },
  ]
}

function storeFinding(storeDir: string): Finding {
  try {
    accessSync(existsSync(storeDir) ? storeDir : dirname(resolve(storeDir)), constants.R_OK | constants.W_OK)
    return { what: 'store', ok: true, needed: true, detail: `${storeDir} can be written to` }
  } catch (error) {
    return { what: 'store', ok: false, needed: true, detail: (error as Error).message }
  }
}

async function portFinding(port: number): Promise<Finding> {
  const server = createServer()
  const ok = await new Promise<boolean>((resolve) => {
    server.on('error', () => resolve(false)).listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
  return { what: `port ${port}`, ok, needed: false, detail: ok ? 'free' : 'taken, perhaps by Runnel itself; another can be given' }
}

function toolchain(what: string, module: string): Finding {
  try {
    import.meta.resolve(module)
    return { what, ok: true, needed: false, detail: 'can build packages' }
  } catch {
    return { what, ok: false, needed: false, detail: 'not installed; needed only to build packages' }
  }
}
