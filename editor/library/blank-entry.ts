import { printType } from '../../shared/wit/print.ts'
import type { PortType, WitType } from '../../shared/wit/types.ts'
import type { CatalogueEntry } from './catalogue.ts'

const HELP = 'A step that has no function yet. Write its signature and a sample of what it gives, draw on, and fill it '
  + 'later: the wires stay.'

const STRING: WitType = { kind: 'string' }

/** A blank node that takes and gives text until somebody says otherwise. */
export const BLANK_ENTRY: CatalogueEntry = blankEntry(null, STRING, STRING)

/** One with a name, made for a wire that goes into it or comes from it; null where no function has such a port. */
export function blankFor(
  label: string | null, wire: { readonly side: 'input' | 'output'; readonly type: PortType } | null,
): { readonly entry: CatalogueEntry; readonly port: string | null } | null {
  if (wire === null) return { entry: blankEntry(label, STRING, STRING), port: null }
  const type = typeOf(wire.type)
  if (type === null) return null
  const entry = wire.side === 'input' ? blankEntry(label, type, STRING) : blankEntry(label, STRING, type)
  if (wire.side === 'input') return { entry, port: entry.inputs[0]?.name ?? null }
  // Of a result only the whole of it is a result again.
  return { entry, port: type.kind === 'result' ? 'result' : 'out' }
}

function blankEntry(label: string | null, takes: WitType, gives: WitType): CatalogueEntry {
  const input = takes.kind === 'string' ? 'text' : 'value'
  return {
    id: 'blank',
    kind: { kind: 'blank', label, signature: `func(${input}: ${printType(takes)}) -> ${printType(gives)}` },
    label: label === null ? 'Blank node' : `Blank node “${label}”`,
    detail: 'blank',
    help: HELP,
    icon: 'square-dashed',
    category: 'Sketch',
    inputs: [{ name: input, type: takes, required: takes.kind !== 'option' }],
    outputs: [{ port: 'out', type: gives }],
  }
}

/** What a function would name as the type of such a port. */
function typeOf(type: PortType): WitType | null {
  switch (type.kind) {
    case 'any': case 'var': return { kind: 'known', name: 'json' }
    case 'unit': case 'unusable': return null
    case 'option': return type.some
    default: return type
  }
}
