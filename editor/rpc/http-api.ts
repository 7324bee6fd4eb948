import type { LibraryPackage } from '../../shared/protocol/messages.ts'

// The half of the API that carries bytes.

/** What the runtime answered instead of a success. */
export class HttpError extends Error {
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.name = 'HttpError'
    this.status = status
  }
}

export interface HttpApi {
  /** `onProgress` gets the share that was sent, 0 to 1. */
  postPackage(file: File, onProgress: (share: number) => void): Promise<LibraryPackage>
  postBlob(bytes: Blob): Promise<{ readonly digest: string; readonly size: number }>
  importApp(file: File): Promise<{ readonly app: string }>
  fetchBytes(path: string): Promise<Uint8Array<ArrayBuffer>>
  /** For a link or a picture: it carries the token itself. */
  url(path: string): string
}

/** `token` may change: a runtime that was started anew has another. */
export function createHttpApi(token: () => string): HttpApi {
  const headers = () => ({ 'x-runnel-token': token() })
  return {
    postPackage: (file, onProgress) =>
      upload(`/api/packages?name=${encodeURIComponent(file.name)}`, file, token(), onProgress),
    postBlob: (bytes) => post('/api/blobs', bytes, headers()),
    importApp: (file) => post('/api/apps/import', file, headers()),
    async fetchBytes(path) {
      const response = await fetch(path, { headers: headers() })
      if (!response.ok) throw new HttpError(response.status, messageOf(await response.text(), response.status))
      return new Uint8Array(await response.arrayBuffer())
    },
    url: (path) => `${path}${path.includes('?') ? '&' : '?'}token=${encodeURIComponent(token())}`,
  }
}

async function post<T>(path: string, body: Blob, headers: Readonly<Record<string, string>>): Promise<T> {
  const response = await fetch(path, {
    method: 'POST',
    body,
    headers: { ...headers, 'content-type': 'application/octet-stream' },
  })
  const text = await response.text()
  if (!response.ok) throw new HttpError(response.status, messageOf(text, response.status))
  return JSON.parse(text) as T
}

/** `fetch` tells nothing of how far an upload is. */
function upload<T>(path: string, body: Blob, token: string, onProgress: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('x-runnel-token', token)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total)
    request.onerror = () => reject(new HttpError(0, 'The runtime cannot be reached.'))
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText) as T)
      else reject(new HttpError(request.status, messageOf(request.responseText, request.status)))
    }
    request.send(body)
  })
}

/** `{ error: { message } }` as the runtime writes it; a proxy in between may answer anything. */
function messageOf(text: string, status: number): string {
  try {
    const { error } = JSON.parse(text) as { readonly error?: { readonly message?: unknown } }
    if (typeof error?.message === 'string') return error.message
  } catch {
    // Not JSON: the status is all there is to say.
  }
  return `The runtime answered ${status}.`
}
