import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchOptions } from '../bench.ts'
import { chain5Directive } from '../flows/pinned.ts'
import { chain5 } from '../load/chain5.ts'
import { median } from '../measure/median.ts'
import { alternate, ratio } from '../measure/rounds.ts'
import { ms, printTable, printTitle, times } from '../measure/table.ts'
import { nodeRedArguments } from '../node-red/server.ts'
import { startNode } from '../servers/child.ts'
import { freePort } from '../servers/ports.ts'
import { RUNNEL, startRunnel } from '../servers/runnel.ts'
import { BARE } from '../servers/server.ts'
import { temporaryFolder } from '../servers/temporary.ts'

const ROUNDS = 7
const ASK_EVERY_MS = 2
const PATIENCE_MS = 60_000

interface Startable {
  readonly name: string
  readonly argumentsFor: (port: number) => readonly string[]
}

/** From spawning a process to the first 200 that it answers to `chain5`, with everything built. */
export async function benchStart({ nodeRed }: BenchOptions): Promise<void> {
  using folder = temporaryFolder()
  using nodeRedFolder = temporaryFolder()
  const file = join(folder.path, 'chain5.json')
  writeFileSync(file, JSON.stringify(chain5Directive()))
  const store = join(folder.path, 'store')
  await deployInto(store)

  const subjects: Startable[] = [
    { name: 'bare', argumentsFor: (port) => [...BARE, String(port)] },
    { name: 'runnel run FILE', argumentsFor: (port) => [RUNNEL, 'run', file, '--port', String(port)] },
    {
      name: 'runnel start, with what was deployed',
      argumentsFor: (port) => [RUNNEL, 'start', '--port', '0', '--flows-port', String(port), '--store', store],
    },
  ]
  if (nodeRed) subjects.push({ name: 'node-red', argumentsFor: (port) => nodeRedArguments(nodeRedFolder.path, port) })
  const rounds = await alternate(
    subjects.map(({ name, argumentsFor }) => ({ name, measure: () => msToFirstAnswer(argumentsFor) })),
    ROUNDS,
  )
  printTitle('start: until the first answer', rounds.othersCores)
  printTable(
    subjects.map(({ name }) => [name, ms(median(rounds.of(name))), times(ratio(rounds.of(name), rounds.of('bare')))]),
  )
}

/** A store as an earlier start has left it. */
async function deployInto(store: string): Promise<void> {
  await using runnel = await startRunnel(store)
  const { app } = await runnel.ask('apps.create', { label: 'Chain of five' })
  await runnel.ask('deployments.deploy', { app, directive: chain5Directive() })
}

async function msToFirstAnswer(argumentsFor: Startable['argumentsFor']): Promise<number> {
  const port = await freePort()
  const args = argumentsFor(port)
  const startedMs = performance.now()
  await using child = startNode(args)
  while (!(await answers(`http://127.0.0.1:${port}`))) {
    if (performance.now() - startedMs > PATIENCE_MS)
      throw new Error(`process ${child.pid} did not answer: ${args.join(' ')}`)
    await sleep(ASK_EVERY_MS)
  }
  return performance.now() - startedMs
}

async function answers(url: string): Promise<boolean> {
  const { method, path, body } = chain5
  try {
    const response = await fetch(url + path, { method, body, headers: { 'content-type': 'application/json' } })
    await response.arrayBuffer()
    return response.status === 200
  } catch {
    return false
  }
}
