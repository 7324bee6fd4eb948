import type { KnownName, PortType } from './types.ts'

export const KNOWN_NAMES: ReadonlySet<string> = new Set<KnownName>([
  'json', 'html', 'svg', 'markdown', 'csv', 'url', 'image', 'timestamp',
])

export function isJson(type: PortType): boolean {
  return type.kind === 'known' && type.name === 'json'
}
