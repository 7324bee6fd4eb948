import { execFileSync, spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { digestOf } from '../../runtime/admission/admit.ts'
import { packApplication } from '../../shared/directive/application-file.ts'
import { misbehaving } from './components.ts'
import { directiveOf, temporaryFolder } from './harness.ts'

const BIN = fileURLToPath(new URL('../../runtime/bin/runnel.mjs', import.meta.url))

it.skipIf(process.platform !== 'linux')('a runner does not outlive a runtime that is killed, even while it is busy', async () => {
  const folder = await temporaryFolder()
  const bytes = await misbehaving()
  const digest = digestOf(bytes)
  const directive = {
    ...directiveOf('orphan', {
      request: { trigger: 'http', with: { path: '/spin' } },
      spin: { use: 'bad#spin', after: ['request.out'], timeout: 600_000 },
    }),
    packages: { bad: { package: 'bad.wasm', digest } },
  }
  const file = join(folder.path, 'orphan.runnel')
  await writeFile(file, packApplication({ directive, packages: new Map([[digest, bytes]]), samples: new Map() }))
  const runtime = spawn(process.execPath, [BIN, 'run', file, '--port', '0'], { cwd: folder.path })
  const url = await new Promise<string>((resolve) => runtime.stdout.setEncoding('utf8').on('data', (text: string) => {
    const found = /http:\/\/\S+/.exec(text)
    if (found !== null) resolve(found[0])
  }))
  const before = descendants(runtime.pid as number)
  const lost = fetch(url).catch(() => 'lost')
  await until(() => cpuSeconds(before) > 0.5)
  runtime.kill('SIGKILL')
  expect(await lost).toBe('lost')
  await until(() => before.every((pid) => !isAlive(pid)))
  await folder.remove()
})

function descendants(pid: number): readonly number[] {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=']).toString().trim().split('\n').map((row) => row.trim().split(/\s+/).map(Number))
  const found = [pid]
  for (const parent of found) found.push(...rows.filter(([, ppid]) => ppid === parent).map(([child]) => child as number))
  return found.slice(1)
}

function cpuSeconds(pids: readonly number[]): number {
  const times = execFileSync('ps', ['-o', 'cputimes=', '-p', pids.join(',')]).toString().trim().split('\n').map(Number)
  return Math.max(...times)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 50))
}
