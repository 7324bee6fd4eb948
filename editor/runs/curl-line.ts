import type { HttpRequest } from '../../shared/triggers/event.ts'

/**
 * A line for a POSIX shell that sends a request. `file` is the body by its name, for bytes that have no text.
 * `flowsUrl` has no slash at its end.
 */
export function curlLine(flowsUrl: string, request: HttpRequest, file: string | null): string {
  const { method, path, query, headers, body } = request
  const search = new URLSearchParams(query).toString()
  const url = `${flowsUrl}${encodeURI(path)}${search === '' ? '' : `?${search}`}`
  const hasBody = file !== null || body.length > 0
  const parts = ['curl']
  // curl posts by itself as soon as there is a body.
  if (method !== (hasBody ? 'POST' : 'GET')) parts.push(method === 'HEAD' ? '--head' : `-X ${method}`)
  for (const [name, value] of Object.entries(headers)) parts.push('-H', quoted(`${name}: ${value}`))
  if (file !== null) parts.push('--data-binary', quoted(`@${file}`))
  else if (body.length > 0) parts.push('-d', quoted(new TextDecoder().decode(body)))
  return [...parts, quoted(url)].join(' ')
}

const PLAIN = /^[A-Za-z0-9_\-.,:/@%+=]+$/

function quoted(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
