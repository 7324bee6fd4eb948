import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { EDITOR_HEADERS, SANDBOX_HEADERS, SANDBOX_SCRIPT_HEADERS } from '../../runtime/server/security-headers.ts'
import { neededFiles } from '../../runtime/server/needed-files.ts'
import type { Library } from '../../runtime/library/library.ts'
import { flattenComponent } from '../../shared/wit/flat.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const PAGE = '<!doctype html><title>Preview under test</title><body><script src="/page.js"></script>'

export interface PreviewServer {
  readonly url: string
  close(): Promise<void>
}

/** Serves the sandbox as the runtime does, policies included, beside a page that drives it and the library's components. */
export async function servePreview(outDir: string, library: Library): Promise<PreviewServer> {
  for (const mode of ['sandbox', 'preview-worker']) {
    await build({ root: ROOT, configFile: join(ROOT, 'vite.config.ts'), mode, logLevel: 'error', build: { outDir } })
  }
  await build({
    root: ROOT, configFile: false, logLevel: 'error', publicDir: false,
    build: {
      outDir, emptyOutDir: false,
      rolldownOptions: { input: join(ROOT, 'test/contract/preview-page.ts'), output: { format: 'iife', entryFileNames: 'page.js' } },
    },
  })
  const server = createServer((request, response) => {
    void answerTo(request.url ?? '/', outDir, library).then((answer) => {
      response.writeHead(answer.body === null ? 404 : 200, { ...answer.headers, 'content-type': answer.type })
      response.end(answer.body ?? 'not found')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => closed(server) }
}

async function answerTo(path: string, outDir: string, library: Library) {
  if (path === '/') return { headers: EDITOR_HEADERS, type: 'text/html', body: PAGE }
  if (path === '/sandbox.html') {
    return { headers: SANDBOX_HEADERS, type: 'text/html', body: await readFile(join(ROOT, 'editor/public/sandbox.html')) }
  }
  if (path.startsWith('/components')) return componentAnswer(path.split('/').slice(2), library)
  const headers = path === '/sandbox.js' ? SANDBOX_SCRIPT_HEADERS : EDITOR_HEADERS
  return { headers, type: 'text/javascript', body: await readFile(join(outDir, path)).catch(() => null) }
}

async function componentAnswer([digest, core]: readonly string[], library: Library) {
  const json = (value: unknown) => ({ headers: EDITOR_HEADERS, type: 'application/json', body: JSON.stringify(value) })
  if (digest === undefined) return json(library.list().map((each) => each.digest))
  const transpiled = (await library.transpiled(digest))!
  if (core === undefined) {
    return json({ component: flattenComponent(transpiled.info), ...neededFiles(transpiled) })
  }
  return { headers: EDITOR_HEADERS, type: 'application/wasm', body: transpiled.cores.get(core)! }
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
