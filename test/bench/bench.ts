import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { cpus } from 'node:os'
import { ROOT } from './servers/child.ts'

// `npm run bench [-- NAMES] [--node-red]`: measures what the names say, all of it without names, and prints ratios.

/** What every bench is told. */
export interface BenchOptions {
  /** Whether to measure Node-RED beside it, in the same run. */
  readonly nodeRed: boolean
}

type Bench = (options: BenchOptions) => Promise<void> | void

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  engine: async () => (await import('./benches/engine.ts')).benchEngine,
  calls: async () => (await import('./benches/calls.ts')).benchCalls,
  waits: async () => (await import('./benches/waits.ts')).benchWaits,
  functions: async () => (await import('./benches/functions.ts')).benchFunctions,
  http: async () => (await import('./benches/http.ts')).benchHttp,
  isolation: async () => (await import('./benches/isolation.ts')).benchIsolation,
  start: async () => (await import('./benches/start.ts')).benchStart,
  deploy: async () => (await import('./benches/deploy.ts')).benchDeploy,
  edit: async () => (await import('./benches/edit.ts')).benchEdit,
  size: async () => (await import('./benches/size.ts')).benchSize,
}

const NODE_RED = '--node-red'

async function main(args: readonly string[]): Promise<void> {
  const names = args.filter((arg) => arg !== NODE_RED)
  const unknown = names.filter((name) => !Object.hasOwn(BENCHES, name))
  if (unknown.length > 0) {
    console.error(
      `No bench is called ${unknown.join(', ')}. There are ${Object.keys(BENCHES).join(', ')}, and ${NODE_RED}.`,
    )
    process.exitCode = 1
    return
  }
  execFileSync(process.execPath, [join(ROOT, 'runtime/start.ts'), '--build'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`)
  for (const name of names.length === 0 ? Object.keys(BENCHES) : names) {
    const bench = await (BENCHES[name] as () => Promise<Bench>)()
    await bench({ nodeRed: args.includes(NODE_RED) })
  }
}

process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))
await main(process.argv.slice(2))
