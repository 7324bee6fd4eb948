import { atEnd, budgetOf, readPart, readU32 } from './reader.ts'
import { openComponent, SECTION, sectionsOf } from './section.ts'

/** The first custom section of that name at the component's own level, null if there is none. A view, not a copy. */
export function readCustomSection(bytes: Uint8Array, name: string): Uint8Array | null {
  for (const { id, content } of sectionsOf(openComponent(bytes, budgetOf(bytes.length)))) {
    if (id !== SECTION.custom || atEnd(content)) continue
    const { at, end } = readPart(content, readU32(content))
    const isNamed = end - at === name.length && name === String.fromCharCode(...bytes.subarray(at, end))
    if (isNamed) return bytes.subarray(content.at, content.end)
  }
  return null
}
