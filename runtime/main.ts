import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ProblemError } from '../shared/directive/problem.ts'
import { bringPackages } from './cli/bring-packages.ts'
import { checkFile } from './cli/check.ts'
import { doctor } from './cli/doctor.ts'
import { HELP, readCommand, type ServeOptions } from './cli/options.ts'
import { readApplicationFile } from './cli/read-file.ts'
import { SYSTEM_LOOKUP } from './capabilities/http/send.ts'
import { configValues } from './deployments/config-values.ts'
import { readPolicyFile } from './cli/policy-file.ts'
import { replayFile } from './cli/replay.ts'
import { refuseUndeclared } from './cli/undeclared.ts'
import { ROOT } from './entry.ts'
import { serveDirective, startRuntime, type EditorOptions, type Runtime } from './runtime.ts'

// The command line. `runtime/bin/runnel.mjs` and `npm start` come here, on the right Node and with everything built.

const DEFAULT_STORE_DIR = '.runnel'
const RUNNER_MEMORY_BYTES = 1024 * 1024 * 1024
const STOP_WITHIN_MS = 10_000
/** A Ctrl-C comes twice where it is passed on as well (runtime/bin/runnel.mjs); a person's second one comes later. */
const IMPATIENT_AFTER_MS = 500

/** Resolves with the exit code when there is nothing more to do, or null while a runtime serves. */
export async function main(args: readonly string[]): Promise<number | null> {
  const temporary = temporaryFolder()
  try {
    const command = readCommand(args, temporary)
    switch (command.kind) {
      case 'help':
        process.stdout.write(HELP)
        return 0
      case 'version':
        process.stdout.write(`${version()}\n`)
        return 0
      case 'doctor':
        return await doctor(command, (line) => process.stdout.write(`${line}\n`))
      case 'check':
        return await checkFile(command.file, { storeDir: command.storeDir, ...places() }, DEFAULT_STORE_DIR, (line) =>
          process.stdout.write(`${line}\n`),
        )
      case 'replay': {
        const config = configValues(command.config, process.env)
        const options = { ...command, ...places(), config, memoryBytes: RUNNER_MEMORY_BYTES }
        return await replayFile(options, DEFAULT_STORE_DIR, (line) => process.stdout.write(`${line}\n`))
      }
      case 'start': {
        const { port, allowedHosts } = command.serve
        const runtime = await start(command.serve, { port, allowedHosts, dir: join(ROOT, 'dist/editor') })
        process.stdout.write(`\n  Editor  ${runtime.editorUrl}\n  Flows   ${runtime.flowsUrl}\n\n`)
        return null
      }
      case 'run': {
        const application = await readApplicationFile(command.file)
        refuseUndeclared(command.serve.config, application.directive)
        const runtime = await start(command.serve, null)
        await serve(runtime, application)
        return null
      }
    }
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

async function serve(runtime: Runtime, application: Awaited<ReturnType<typeof readApplicationFile>>): Promise<void> {
  try {
    await bringPackages(application, runtime.services.library, DEFAULT_STORE_DIR)
    const app = await serveDirective(runtime, application.directive)
    for (const { settings } of runtime.services.deployments.live(app)?.triggers ?? []) {
      if (settings.kind === 'http')
        process.stdout.write(`${settings.method.padEnd(7)} ${runtime.flowsUrl}${settings.path}\n`)
    }
  } catch (error) {
    await runtime.close()
    throw error
  }
}

async function start({ storeDir, host, flowsPort, calls, config, privateHosts, policy }: ServeOptions, editor: EditorOptions | null): Promise<Runtime> {
  const runtime = await startRuntime({
    storeDir,
    ...places(),
    host,
    flowsPort,
    editor,
    build: version(),
    runnerMemoryBytes: RUNNER_MEMORY_BYTES,
    calls,
    config: configValues(config, process.env),
    ...(policy === null ? {} : { policy: await readPolicyFile(policy) }),
    network: { lookup: SYSTEM_LOOKUP, privateHosts },
    onProblem: ({ message }) => process.stderr.write(`${message}\n`),
    onBug: (error) => process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`),
  })
  for (const line of runtime.missing) process.stderr.write(`${line}\n`)
  for (const { name, generatedBecause } of runtime.services.library.list())
    if (generatedBecause !== null) process.stderr.write(`${callsOf(name, generatedBecause)}\n`)
  let stoppingSinceMs: number | null = null
  const stop = (): void => {
    if (stoppingSinceMs !== null) {
      if (performance.now() - stoppingSinceMs > IMPATIENT_AFTER_MS) process.exit(1)
      return
    }
    stoppingSinceMs = performance.now()
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    void runtime.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return runtime
}

/** Once at the start: a person may wonder why one package is slower than the others. */
function callsOf(name: string, because: string): string {
  return `${name} is called by generated code, which is slower: it has ${because}.`
}

function places() {
  return {
    nodesDir: join(ROOT, 'nodes-library'),
    prebuiltCacheDir: join(ROOT, 'dist/cache'),
    onAdmitting: (name: string) => process.stderr.write(`admitting ${name} …\n`),
  }
}

function temporaryFolder(): () => string {
  return () => {
    const dir = mkdtempSync(join(tmpdir(), 'runnel-'))
    process.on('exit', () => rmSync(dir, { recursive: true, force: true }))
    return dir
  }
}

function version(): string {
  return JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version
}
