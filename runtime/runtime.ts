import { randomBytes } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { NO_POLICY, policyMiddleware, type OperatorPolicy } from '../shared/directive/operator-policy.ts'
import { problem, ProblemError } from '../shared/directive/problem.ts'
import type { Directive } from '../shared/directive/schema.ts'
import type { Calls } from '../shared/host/calls.ts'
import { openApps } from './apps/apps.ts'
import type { ConfigValues } from './deployments/config-values.ts'
import { httpDoer } from './capabilities/http/http.ts'
import type { Network } from './capabilities/http/send.ts'
import { openKeyvalue } from './capabilities/keyvalue.ts'
import { openSqlite } from './capabilities/sqlite.ts'
import { createDeployments } from './deployments/deployments.ts'
import { openGallery } from './gallery/gallery.ts'
import type { Library } from './library/library.ts'
import { openLocalLibrary, type LocalLibraryOptions } from './local-library.ts'
import { listen, urlHost } from './listen.ts'
import { detectConfinement, missingIn } from './runner/confinement.ts'
import { createSpares } from './runner/spares.ts'
import { createLedger } from './runs/ledger.ts'
import { createDurableRuns } from './runs/durable-runs.ts'
import { createRunNames } from './runs/run-names.ts'
import { appSummaries } from './server/app-summary.ts'
import { createEditorListener } from './server/editor-listener.ts'
import { createGuard, hostsOf, type Guard } from './server/guard.ts'
import type { Services } from './server/services.ts'
import { createSockets, type Sockets } from './server/socket.ts'
import { loadStaticFiles } from './server/static-files.ts'
import { openBlobs } from './store/blobs.ts'
import { openStore } from './store/store.ts'
import { writeWhole } from './store/write-whole.ts'
import { createFlowsListener } from './triggers/http-listener.ts'

/** Everything that `npm start` starts, in one value. */
export interface Runtime {
  /** Null without an editor. */
  readonly editorUrl: string | null
  readonly flowsUrl: string
  /** What the API asks for; also in the file `token` of the store. */
  readonly token: string
  readonly services: Services
  /** What the system does not offer to hold runners, one sentence each. */
  readonly missing: readonly string[]
  close(): Promise<void>
}

export interface RuntimeOptions extends LocalLibraryOptions {
  readonly host: string
  /** 0 takes any port that is free. */
  readonly flowsPort: number
  /** Null serves flows only, without editor and API. */
  readonly editor: EditorOptions | null
  readonly build: string
  /** For all component instances of one deployment together. */
  readonly runnerMemoryBytes: number
  readonly calls: Calls
  readonly config: ConfigValues
  /** What HTTP requests of components go out to. */
  readonly network: Network
  /** What holds for all deployments, whatever their directives say. */
  readonly policy?: OperatorPolicy
  /** Something that is lost or down, for whoever runs this: nobody has asked, so nobody is answered. */
  readonly onProblem: (error: ProblemError) => void
  readonly onBug: (error: unknown) => void
}

export interface EditorOptions {
  readonly port: number
  /** Where the built editor stands. */
  readonly dir: string
  /** Values of the Host header besides the address's own under which it may be opened, such as a reverse proxy's. */
  readonly allowedHosts: readonly string[]
}

const CHANGES_EVERY_MS = 50
/** For flows to answer the requests that they have, when the runtime stops. */
const ANSWER_WITHIN_MS = 4_000
const LOOK_EVERY_MS = 50
const OWNER_ONLY = 0o600

/** Rejects with `ProblemError` when the store or a port is not to be had; nothing is left open then. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { storeDir, host, onProblem, onBug } = options
  const onError = (error: unknown) => (error instanceof ProblemError ? onProblem(error) : onBug(error))
  const nowMs = Date.now
  const opened: (() => Promise<void> | void)[] = []
  const closeAll = async () => {
    for (const close of opened.splice(0).reverse()) await close()
  }

  const confined = detectConfinement()
  /** Null until somebody can be connected. */
  let sockets: Sockets | null = null

  try {
    const store = await openStore(storeDir)
    opened.push(() => store.close())
    const { library, cacheDir, close: closeLibrary } = await openLocalLibrary(options)
    opened.push(closeLibrary)
    if (library.problems.length > 0) onProblem(new ProblemError(library.problems))
    const policy = options.policy ?? NO_POLICY
    const missing = policyMiddleware(policy).find(({ digest }) => library.component(digest) === undefined)
    if (missing !== undefined) throw new ProblemError([problem(
      'unknown-package', {}, `The policy puts ${missing.package} before ${missing.import}, and the library does not have it (${missing.digest}).`,
      'Start without --policy, add the package, and start again.',
    )])
    const confinement = await confined
    const spares = createSpares({ cacheDir, memoryBytes: options.runnerMemoryBytes, calls: options.calls, confinement })
    opened.push(() => spares.close())

    const keyvalue = openKeyvalue(storeDir)
    opened.push(() => keyvalue.close())
    const sqlite = openSqlite(storeDir)
    opened.push(() => sqlite.close())

    const announceApps = later(CHANGES_EVERY_MS, () =>
      sockets?.notifyAll('apps.changed', { apps: appSummaries(services) }),
    )
    const apps = await openApps(store, nowMs, {
      onChange: announceApps.soon,
      async onRemove(app) {
        keyvalue.forget(app)
        await sqlite.forget(app)
      },
      onDraft: (app, revision) => sockets?.notifyAll('draft.changed', { app, revision }),
      onError,
    })
    opened.push(() => apps.close())
    const ledger = createLedger({ store, onError })
    opened.push(() => ledger.close())
    const nameRun = createRunNames(nowMs())
    const durable = createDurableRuns(store, onError)
    const deployments = createDeployments({
      durable,
      store,
      ledger,
      component: (digest) => library.component(digest),
      config: options.config,
      policy,
      takeProcess: () => spares.take(),
      runsOf: (app) => apps.runs(app),
      doers: { 'wasi:keyvalue/store': keyvalue.does, 'fermyon:spin/sqlite': sqlite.does, 'wasi:http/outgoing-handler': httpDoer(options.network) },
      nameRun,
      nowMs,
      onChange: announceApps.soon,
      onError: onProblem,
    })
    opened.push(() => deployments.close())
    await deployments.restore()

    const flows = createFlowsListener({ routes: () => deployments.routes(), nameRun, nowMs, durable })
    const flowsPort = await listen(flows, host, options.flowsPort, '--flows-port')
    opened.push(() => closeServer(flows, ANSWER_WITHIN_MS))
    const flowsUrl = `http://${urlHost(host)}:${flowsPort}`

    const blobs = openBlobs(join(storeDir, 'blobs'))
    const gallery = openGallery(options.nodesDir, blobs)
    const announced = announcing(library, () => sockets?.notifyAll('library.changed', { packages: library.list() }))
    const services: Services = {
      library: announced,
      apps,
      deployments,
      gallery,
      blobs,
      store,
      build: options.build,
      policy,
      flowsUrl,
    }
    opened.push(announceApps.stop)

    const token = randomBytes(24).toString('base64url')
    const editorUrl = options.editor === null ? null : await serveEditor(options.editor)
    return { editorUrl, flowsUrl, token, services, missing: missingIn(confinement), close: closeAll }

    async function serveEditor({ port, dir, allowedHosts }: EditorOptions): Promise<string> {
      const files = existsSync(dir)
        ? loadStaticFiles(dir, (html) => html.replace('<head>', `<head><meta name="runnel-token" content="${token}">`))
        : null
      let guard: Guard | null = null
      const lines = createSockets(services, onBug)
      opened.push(() => lines.close())
      const server = createEditorListener({ services, sockets: lines, files, guard: () => guard as Guard, onBug })
      const bound = await listen(server, host, port, '--port')
      guard = createGuard([...hostsOf(host, bound), ...allowedHosts], token)
      sockets = lines
      // An upgraded connection keeps its listener open: both are closed at once.
      opened.push(() => {
        lines.close()
        return closeServer(server, 500)
      })
      const tokenFile = join(storeDir, 'token')
      await writeWhole(tokenFile, token, OWNER_ONLY)
      opened.push(() => rmSync(tokenFile, { force: true }))
      return `http://${urlHost(host)}:${bound}`
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}

/** Makes what the directive says live, under its own name, as a script or the command line wants it. */
export async function serveDirective(
  { services: { apps, deployments } }: Runtime,
  directive: Directive,
): Promise<string> {
  const app = apps.has(directive.name) ? directive.name : await apps.create(directive)
  await deployments.deploy(app, directive)
  return app
}

function announcing(library: Library, announce: () => void): Library {
  return {
    ...library,
    async add(bytes, fileName) {
      const added = await library.add(bytes, fileName)
      announce()
      return added
    },
    async remove(digest, inUse) {
      await library.remove(digest, inUse)
      announce()
    },
  }
}

/** Takes nothing new, and lets what has been asked be answered for so long. */
function closeServer(server: Server, withinMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  // A connection that is kept alive becomes idle with its last answer only.
  const look = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS)
  const limit = setTimeout(() => server.closeAllConnections(), withinMs)
  server.close(() => {
    clearInterval(look)
    clearTimeout(limit)
    resolve()
  })
  server.closeIdleConnections()
  return promise
}

function later(afterMs: number, task: () => void): { soon(): void; stop(): void } {
  let timer: NodeJS.Timeout | null = null
  return {
    soon() {
      timer ??= setTimeout(() => {
        timer = null
        task()
      }, afterMs)
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
