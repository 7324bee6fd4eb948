import { writeSync } from 'node:fs'
import { MESSAGES_FD } from './pipes.ts'

// Started as a runner is, by `runnel doctor`: tries what no runner may do, and says what it could.

const { port } = JSON.parse(process.argv[2] as string) as { readonly port: number }

/** By what is tried: whether it was kept from it. */
const refused: Record<string, boolean> = {}

async function tried(what: string, attempt: () => unknown): Promise<void> {
  try {
    await attempt()
    refused[what] = false
  } catch {
    refused[what] = true
  }
}

process.permission.drop('worker')
await tried('read', async () => (await import('node:fs')).readFileSync('/etc/hosts'))
await tried('write', async () => (await import('node:fs')).writeFileSync('/tmp/runnel-probe', ''))
await tried('spawn', async () => (await import('node:child_process')).spawnSync('/bin/true'))
await tried('thread', async () => new (await import('node:worker_threads')).Worker('', { eval: true }))
await tried('environment', () => {
  if (Object.keys(process.env).length > 0) return
  throw new Error('there is none')
})
await tried('generate', () => Reflect.construct(Function, ['return 1']) as unknown)
await tried('connect', async () => {
  const { connect } = await import('node:net')
  const socket = connect(port, '127.0.0.1')
  await new Promise((resolve, reject) => socket.on('connect', resolve).on('error', reject))
})
writeSync(MESSAGES_FD, JSON.stringify({ refused, jspi: 'Suspending' in WebAssembly }))
process.exit(0)
