import type { IncomingMessage, ServerResponse } from 'node:http'
import { packApplication, unpackApplication } from '../../shared/directive/application-file.ts'
import { problem, ProblemError } from '../../shared/directive/problem.ts'
import { readDirective } from '../../shared/directive/read.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import { TRANSPILER } from '../admission/transpiler.ts'
import { answerBytes, answerError, answerJson, BodyTooLarge, ClientLeft, IMMUTABLE, readBody } from './answer.ts'
import { neededFiles } from './needed-files.ts'
import { asRpcError, callMethod } from './rpc.ts'
import { INVALID_REQUEST, METHOD_NOT_FOUND, notFound, PARSE_ERROR, RpcError } from './rpc-error.ts'
import type { Services } from './services.ts'

const MAX_PARAMS_BYTES = 16 * 1024 * 1024
export const MAX_UPLOAD_BYTES = 100 * 1024 * 1024

/** Answers everything under `/api/` but the socket. The request was checked before. */
export async function answerApi(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  services: Services,
  onBug: (error: unknown) => void,
): Promise<void> {
  try {
    await (request.method === 'POST'
      ? post(request, response, url, services, onBug)
      : get(request, response, url, services))
  } catch (error) {
    if (error instanceof ClientLeft) return
    if (error instanceof BodyTooLarge)
      return answerError(response, new RpcError(INVALID_REQUEST, `${error.message} Send something smaller.`), 413)
    answerError(response, asRpcError(error, onBug))
  }
}

async function post(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  services: Services,
  onBug: (error: unknown) => void,
): Promise<void> {
  switch (url.pathname) {
    case '/api/packages': {
      const bytes = await readBody(request, MAX_UPLOAD_BYTES)
      const added = await services.library.add(bytes, url.searchParams.get('name') ?? 'component.wasm')
      return answerJson(response, 200, added.package)
    }
    case '/api/blobs':
      return answerJson(response, 200, await services.blobs.put(await readBody(request, MAX_UPLOAD_BYTES)))
    case '/api/apps/import':
      return answerJson(response, 200, { app: await importApp(await readBody(request, MAX_UPLOAD_BYTES), services) })
  }
  const body = (await readBody(request, MAX_PARAMS_BYTES)).toString()
  answerJson(response, 200, await callMethod(url.pathname.slice('/api/'.length), paramsOf(body), services, null, onBug))
}

function paramsOf(body: string): unknown {
  if (body === '') return {}
  try {
    return JSON.parse(body)
  } catch (error) {
    throw new RpcError(PARSE_ERROR, `The params are not JSON: ${(error as Error).message}.`)
  }
}

async function get(request: IncomingMessage, response: ServerResponse, url: URL, services: Services): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    throw new RpcError(METHOD_NOT_FOUND, 'The API takes GET and POST.')
  const [kind, name = '', rest = ''] = segmentsOf(url)
  switch (kind) {
    case 'packages':
      return name.endsWith('.wasm') && rest === ''
        ? sendPackage(response, name.slice(0, -'.wasm'.length), services)
        : sendTranspiled(request, response, name, rest, services)
    case 'blobs': {
      const bytes = DIGEST.test(name) ? await services.blobs.get(name) : null
      if (bytes === null) throw notFound(`file ${name}`)
      return sendImmutable(response, bytes, 'application/octet-stream')
    }
    case 'apps':
      if (rest === 'export') return exportApp(response, name, services)
  }
  throw notFound(`${request.method} ${url.pathname}`)
}

function segmentsOf({ pathname }: URL): readonly string[] {
  try {
    return pathname.slice('/api/'.length).split('/').map(decodeURIComponent)
  } catch {
    throw notFound(`address ${pathname}: it cannot be decoded`)
  }
}

const DIGEST = /^sha256:[0-9a-f]{64}$/

async function sendPackage(response: ServerResponse, digest: string, { library }: Services): Promise<void> {
  const found = await library.get(digest)
  if (found === undefined) throw notFound(`package ${digest}`)
  sendImmutable(response, found.bytes, 'application/wasm')
}

/** The description is asked for each time, because a new version of Runnel may transpile anew; files are kept by its `tool`. */
async function sendTranspiled(
  request: IncomingMessage,
  response: ServerResponse,
  digest: string,
  file: string,
  { library }: Services,
): Promise<void> {
  const transpiled = await library.transpiled(digest)
  if (transpiled === undefined) throw notFound(`package ${digest}`)
  if (file === 'transpiled.json') {
    const headers = { 'cache-control': 'private, no-cache', etag: `"${TRANSPILER}"` }
    if (request.headers['if-none-match'] === headers.etag) {
      response.writeHead(304, headers).end()
      return
    }
    return answerJson(response, 200, { tool: TRANSPILER, ...neededFiles(transpiled) }, headers)
  }
  const core = transpiled.cores.get(file)
  if (core === undefined) throw notFound(`file ${file} of the package ${digest}`)
  sendImmutable(response, core, 'application/wasm')
}

function sendImmutable(response: ServerResponse, bytes: Uint8Array, mediaType: string): void {
  answerBytes(response, 200, bytes, { 'content-type': mediaType, 'cache-control': IMMUTABLE })
}

/** An application file brings its packages and samples; a directive names packages that are here. */
async function importApp(bytes: Buffer, { apps, library, blobs }: Services): Promise<string> {
  if (!isZip(bytes)) return apps.create(directiveOf(bytes))
  const unpacked = await unpackApplication(bytes)
  if ('problems' in unpacked) throw new ProblemError(unpacked.problems)
  const { directive, packages, samples } = unpacked.application
  for (const [digest, wasm] of packages) await library.add(wasm, packageName(directive, digest))
  for (const file of samples.values()) await blobs.put(file)
  return apps.create(directive)
}

function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 2).toString('latin1') === 'PK'
}

function directiveOf(bytes: Buffer): Directive {
  const read = readDirective(bytes.toString(), 'The file')
  if ('problems' in read) throw new ProblemError(read.problems)
  return read.directive
}

function packageName({ packages }: Directive, digest: string): string {
  return Object.values(packages).find((one) => one.digest === digest)?.package ?? `${digest}.wasm`
}

async function exportApp(response: ServerResponse, app: string, { apps, library, blobs }: Services): Promise<void> {
  const draft = await apps.draft(app)
  if (draft === null) throw notFound(`application ${app}`)
  const { directive } = draft
  const packages = new Map<string, Uint8Array>()
  for (const [alias, { digest, package: name }] of Object.entries(directive.packages)) {
    const found = await library.get(digest)
    if (found === undefined) {
      throw new ProblemError([
        problem(
          'unknown-package',
          { pointer: `/packages/${alias}` },
          `The package ${name} is not in the library, so it cannot be put into the file.`,
          'Add the component again, or take the package out of the directive.',
        ),
      ])
    }
    packages.set(digest, found.bytes)
  }
  const samples = new Map<string, Uint8Array>()
  for (const { files = {} } of Object.values(directive.samples ?? {}).flat()) {
    for (const { digest } of Object.values(files)) {
      const bytes = await blobs.get(digest)
      if (bytes !== null) samples.set(digest, bytes)
    }
  }
  answerBytes(response, 200, packApplication({ directive, packages, samples }), {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${app}.runnel"`,
  })
}
