import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { detectConfinement, missingIn, spawnConfined, type Confinement } from './confinement.ts'

const here = await detectConfinement()
const GIB = 1024 * 1024 * 1024

/** What a confined program says on the pipe of messages. */
async function said(confinement: Confinement, script: string): Promise<string> {
  const child = spawnConfined(confinement, '/bin/sh', ['-c', `exec >&3; ${script}`], GIB)
  const [output] = await Promise.all([text(child.stdio[3] as Readable), once(child, 'close')])
  return output.trim()
}

it.runIf(here.limits)('holds the memory of a program, and lets it write neither files nor core dumps', async () =>
  expect((await said({ limits: true, network: false }, 'ulimit -d; ulimit -c; ulimit -f')).split('\n')).toEqual(['1048576', '0', '0']))

it.runIf(here.network)('gives a program a network in which there is nothing but itself', async () => {
  const interfaces = 'while IFS=: read -r name rest; do case $rest in "") ;; *) echo $name;; esac; done < /proc/self/net/dev'
  const names = (await said(here, interfaces)).split('\n').filter((name) => !name.includes('|'))
  expect(names.filter((name) => /^(eth|en|wl|docker|veth)/.test(name))).toEqual([])
  expect(names).toContain('lo')
})

it.runIf(here.limits)('starts a program without environment, the shell’s own additions included', async () => {
  const child = spawnConfined(here, process.execPath, ['-e', 'require("fs").writeSync(3, JSON.stringify(process.env))'], GIB)
  expect(await text(child.stdio[3] as Readable)).toBe('{}')
})

it('says what a system does not offer', () => {
  expect(missingIn({ limits: true, network: true })).toEqual([])
  expect(missingIn({ limits: false, network: false }).length).toBe(2)
})
