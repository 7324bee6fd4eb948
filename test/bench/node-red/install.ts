import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const VERSION = '5.0.7'

/** Installs Node-RED by npm into a temporary folder, where later runs find it again. Gives its program. */
export function nodeRedProgram(): string {
  const folder = join(tmpdir(), `runnel-bench-node-red-${VERSION}`)
  const program = join(folder, 'node_modules/node-red/red.js')
  if (!existsSync(program)) {
    console.log(`installing Node-RED ${VERSION} …`)
    mkdirSync(folder, { recursive: true })
    const args = [
      'install',
      '--prefix',
      folder,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      `node-red@${VERSION}`,
    ]
    execFileSync('npm', args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 300_000 })
  }
  return program
}
