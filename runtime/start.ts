import { fileURLToPath } from 'node:url'
import { buildStale } from './build/build-stale.ts'
import { ALL, SERVING } from './build/targets.ts'

// `npm start`: builds what is stale, then goes on as the built command line in this same process.

const root = fileURLToPath(new URL('../', import.meta.url))
const args = process.argv.slice(2)
const onlyBuild = args[0] === '--build'
const withoutEditor =
  ['run', 'check', 'replay', 'doctor', 'help', 'version'].includes(args[0] ?? '') ||
  args.some((arg) => ['-h', '--help', '-v', '--version'].includes(arg))

try {
  await buildStale(root, withoutEditor ? SERVING : ALL, (line) => process.stderr.write(`${line}\n`))
} catch (error) {
  // What the bundler says is for whoever changed the sources; where it was thrown helps nobody.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
if (!onlyBuild) {
  const { main } = (await import(
    new URL('../dist/runtime/main.js', import.meta.url).href
  )) as typeof import('./main.ts')
  const exitCode = await main(args)
  if (exitCode !== null) process.exit(exitCode)
}
