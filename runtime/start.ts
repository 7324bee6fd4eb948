import { fileURLToPath } from 'node:url'
import { buildStale } from './build/build-stale.ts'
import { TARGETS } from './build/targets.ts'

// `npm start`: builds what is stale, then goes on as the built command line in this same process.

const root = fileURLToPath(new URL('../', import.meta.url))
const args = process.argv.slice(2)
const onlyBuild = args[0] === '--build'

await buildStale(root, TARGETS, (line) => process.stderr.write(`${line}\n`))
if (!onlyBuild) {
  const { main } = (await import(new URL('../dist/runtime/main.js', import.meta.url).href)) as typeof import('./main.ts')
  const exitCode = await main(args)
  if (exitCode !== null) process.exit(exitCode)
}
