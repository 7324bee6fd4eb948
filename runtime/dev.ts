import { join } from 'node:path'
import type { Plugin } from 'vite'
import { buildStale } from './build/build-stale.ts'
import { PACKAGES } from './build/targets.ts'
import { ROOT } from './entry.ts'
import { SYSTEM_LOOKUP } from './capabilities/http/send.ts'
import { configValues } from './deployments/config-values.ts'
import { startRuntime } from './runtime.ts'

// `npm run dev`: the runtime from its TypeScript, started anew when that changes, and the editor from Vite's server, which
// replaces modules in the open page. Both behind Vite's address.

const EDITOR_PORT = 4310
const CLASSIC_SCRIPTS = ['sandbox', 'value-frame', 'preview-worker']

const { build, createServer } = await import('vite')
await buildStale(ROOT, [PACKAGES], console.error)

const runtime = await startRuntime({
  storeDir: join(ROOT, '.runnel'),
  nodesDir: join(ROOT, 'nodes-library'),
  prebuiltCacheDir: join(ROOT, 'dist/cache'),
  onAdmitting() {},
  host: '127.0.0.1',
  flowsPort: 4301,
  editor: { port: 0, dir: join(ROOT, 'no-editor'), allowedHosts: [] },
  build: 'dev',
  runnerMemoryBytes: 1024 * 1024 * 1024,
  calls: 'binder',
  config: configValues(new Map(), process.env),
  network: { lookup: SYSTEM_LOOKUP, privateHosts: new Set() },
  onProblem: ({ message }) => console.error(message),
  onBug: console.error,
})
const api = runtime.editorUrl as string

/** The page gets the runtime's token, as from the runtime itself. */
const token: Plugin = {
  name: 'runnel-token',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { name: 'runnel-token', content: runtime.token }, injectTo: 'head-prepend' },
  ],
}

/** What has to be one classic script is bundled when it is asked for. */
const classicScripts: Plugin = {
  name: 'runnel-classic-scripts',
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const name = CLASSIC_SCRIPTS.find((each) => request.url === `/${each}.js`)
      if (name === undefined) return next()
      bundled(name).then((code) => response.setHeader('content-type', 'text/javascript').end(code), next)
    })
  },
}

async function bundled(mode: string): Promise<string> {
  const built = await build({
    configFile: join(ROOT, 'vite.config.ts'),
    mode,
    logLevel: 'warn',
    build: { write: false },
  })
  const [output] = Array.isArray(built) ? built : [built]
  const chunk = 'output' in output! ? output.output[0] : undefined
  if (chunk?.type !== 'chunk') throw new Error(`${mode} gave no script`)
  return chunk.code
}

const vite = await createServer({
  configFile: join(ROOT, 'vite.config.ts'),
  mode: 'editor',
  plugins: [token, classicScripts],
  server: {
    host: '127.0.0.1',
    port: EDITOR_PORT,
    strictPort: true,
    proxy: { '/api': { target: api, ws: true, changeOrigin: true, headers: { origin: api } } },
  },
})
await vite.listen()
console.log(`\n  Editor  http://127.0.0.1:${EDITOR_PORT}\n  Flows   ${runtime.flowsUrl}\n`)

process.on('SIGTERM', () => {
  void Promise.all([vite.close(), runtime.close()]).then(() => process.exit(0))
})
