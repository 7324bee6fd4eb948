import { readdirSync, readFileSync } from 'node:fs'
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { extname, join, relative, sep } from 'node:path'
import { EDITOR_HEADERS, SANDBOX_HEADERS, SANDBOX_SCRIPT_HEADERS, VALUE_FRAME_HEADERS } from './security-headers.ts'

/** The built editor, held in memory: small, read once, and nothing a request names reaches the disk. */
export interface StaticFiles {
  /** False when there is no such file. */
  answer(request: IncomingMessage, response: ServerResponse, path: string): boolean
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
}

interface StaticFile {
  readonly plain: Buffer
  readonly encoded: ReadonlyMap<string, Buffer>
  readonly headers: OutgoingHttpHeaders
}

const ENCODINGS = [['br', '.br'], ['gzip', '.gz']] as const

/** `editPage` puts into index.html what is of this start. */
export function loadStaticFiles(dir: string, editPage: (html: string) => string): StaticFiles {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
  const files = new Map<string, StaticFile>()
  for (const name of names) {
    const type = MEDIA_TYPES[extname(name)]
    if (type === undefined) continue
    files.set(`/${name}`, name === 'index.html' ? page(dir, editPage) : file(dir, name, type, names))
  }
  return {
    answer(request, response, path) {
      const found = files.get(path === '/' ? '/index.html' : path)
      if (found === undefined) return false
      const accepted = String(request.headers['accept-encoding'] ?? '')
      const encoding = ENCODINGS.find(([name]) => accepted.includes(name) && found.encoded.has(name))?.[0]
      const body = encoding === undefined ? found.plain : (found.encoded.get(encoding) as Buffer)
      const coded = encoding === undefined ? {} : { 'content-encoding': encoding }
      response.writeHead(200, { ...found.headers, ...coded, 'content-length': body.length })
      response.end(body)
      return true
    },
  }
}

function page(dir: string, editPage: (html: string) => string): StaticFile {
  const html = editPage(readFileSync(join(dir, 'index.html'), 'utf8'))
  return {
    plain: Buffer.from(html),
    encoded: new Map(),
    headers: { ...EDITOR_HEADERS, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  }
}

function file(dir: string, name: string, type: string, names: readonly string[]): StaticFile {
  const encoded = new Map(ENCODINGS.flatMap(([encoding, suffix]) =>
    names.includes(name + suffix) ? [[encoding, readFileSync(join(dir, name + suffix))] as const] : []))
  return {
    plain: readFileSync(join(dir, name)),
    encoded,
    headers: {
      ...headersFor(name),
      'content-type': type,
      vary: 'accept-encoding',
      // Vite puts a hash of the content into every name under assets/.
      'cache-control': name.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  }
}

function headersFor(name: string): OutgoingHttpHeaders {
  switch (name) {
    case 'sandbox.html': return SANDBOX_HEADERS
    case 'value-frame.html': return VALUE_FRAME_HEADERS
    case 'sandbox.js': case 'value-frame.js': return SANDBOX_SCRIPT_HEADERS
    default: return EDITOR_HEADERS
  }
}
