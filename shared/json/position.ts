/** Line and column of an offset, counted from 1. */
export function positionOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset)
  const line = before.split(/\r\n|\r|\n/).length
  return { line, column: offset - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) }
}
