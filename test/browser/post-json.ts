/** A request as a caller of a flow makes it; `body` is JSON text, or what becomes it. */
export function postJson(url: string, body: unknown): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text })
}
