#!/usr/bin/env node
// Runs on any Node from 18 on: hands over to the Node that this checkout has installed, when the one here is older.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const NEEDED_MAJOR = 26

const start = fileURLToPath(new URL('../start.ts', import.meta.url))
const args = process.argv.slice(2)

if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) {
  process.argv = [process.argv[0], start, ...args]
  await import('../start.ts')
} else {
  const windows = process.platform === 'win32'
  const node = fileURLToPath(new URL(`../../node_modules/.bin/node${windows ? '.cmd' : ''}`, import.meta.url))
  if (!existsSync(node)) {
    console.error(`Runnel needs Node ${NEEDED_MAJOR}, and this is ${process.version}. Run \`npm install\` in its folder: that brings the right one.`)
    process.exit(1)
  }
  const child = spawn(node, [start, ...args], { stdio: 'inherit', shell: windows })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => process.exit(code ?? 1))
}
