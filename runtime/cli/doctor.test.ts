import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { doctor } from './doctor.ts'

async function said(storeDir: string): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const lines: string[] = []
  const code = await doctor({ storeDir, ports: [0] }, (line) => lines.push(line))
  return { code, lines }
}

it('starts a process as runners are started, and finds that it cannot do what no runner may', async () => {
  const { code, lines } = await said(tmpdir())
  expect(code).toBe(0)
  expect(lines).toContain(
    'ok       runner: it cannot read other files, write files, start programs, start threads, see the environment, make code from text, connect to a network',
  )
  expect(lines.filter((line) => line.startsWith('FAILED'))).toEqual([])
})

it('fails for a store that cannot be written to', async () => {
  const { code, lines } = await said(join('/proc/1', 'store'))
  expect([code, lines.filter((line) => line.startsWith('FAILED')).length]).toEqual([1, 1])
})
