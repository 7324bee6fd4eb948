import type { PortType } from '../../shared/wit/types.ts'

/** The families of types that a colour stands for; each is a custom property `--port-<family>`. */
export type PortFamily =
  'text' | 'markup' | 'number' | 'bool' | 'json' | 'bytes' | 'structure' | 'time' | 'signal' | 'any' | 'failure'

export function familyOf(type: PortType): PortFamily {
  switch (type.kind) {
    case 'string': case 'char': return 'text'
    case 'bool': return 'bool'
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64': case 'f32':
    case 'f64': return 'number'
    case 'known': return FAMILY_OF_KNOWN[type.name]
    case 'list': return type.item.kind === 'u8' ? 'bytes' : familyOf(type.item)
    case 'option': return familyOf(type.some)
    case 'record': return type.name === 'failure' ? 'failure' : 'structure'
    case 'result': case 'tuple': case 'variant': case 'enum': case 'flags': return 'structure'
    case 'unit': return 'signal'
    case 'any': case 'var': case 'unusable': return 'any'
  }
}

const FAMILY_OF_KNOWN = {
  json: 'json',
  html: 'markup',
  svg: 'markup',
  markdown: 'markup',
  csv: 'markup',
  url: 'text',
  image: 'bytes',
  timestamp: 'time',
} as const

/** How a port is drawn beside its colour, so that it can be told without one. */
export type PortShape = 'round' | 'square' | 'diamond' | 'hollow'

export function shapeOf(type: PortType): PortShape {
  switch (type.kind) {
    case 'list': return type.item.kind === 'u8' ? 'round' : 'square'
    case 'option': return shapeOf(type.some)
    case 'unit': return 'diamond'
    case 'any': case 'var': return 'hollow'
    default:
      return 'round'
  }
}
