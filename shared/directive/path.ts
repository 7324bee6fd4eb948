/** A parsed `node.port[.member…]`. A port of a case is `out.<case>`: it parses as port `out` with a first member. */
export interface PortPath {
  readonly node: string
  readonly port: string
  readonly members: readonly string[]
}

const PLAIN = /^[A-Za-z_][A-Za-z0-9_-]*$|^\d+$/

/**
 * Reads a path; members with odd characters stand in JSON string quotes: `request.out.body."a b"`. Null when malformed.
 */
export function parsePath(text: string): PortPath | null {
  const parts: string[] = []
  let at = 0
  for (;;) {
    const part = text[at] === '"' ? quotedPart(text, at) : plainPart(text, at)
    if (part === null) return null
    parts.push(part.name)
    at = part.end
    if (at === text.length) break
    if (text[at] !== '.') return null
    at++
  }
  const [node, port, ...members] = parts
  return node === undefined || port === undefined ? null : { node, port, members }
}

export function printPath({ node, port, members }: PortPath): string {
  return [node, port, ...members.map((member) => (PLAIN.test(member) ? member : JSON.stringify(member)))].join('.')
}

function plainPart(text: string, from: number): { name: string; end: number } | null {
  let end = text.indexOf('.', from)
  if (end === -1) end = text.length
  const name = text.slice(from, end)
  return PLAIN.test(name) ? { name, end } : null
}

function quotedPart(text: string, from: number): { name: string; end: number } | null {
  let end = from + 1
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  try {
    const name: unknown = JSON.parse(text.slice(from, end + 1))
    return typeof name === 'string' ? { name, end: end + 1 } : null
  } catch {
    return null
  }
}
