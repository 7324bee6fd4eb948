/** Lines of cells in columns: the first and the last to the left, numbers in between to the right. */
export function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, at) => Math.max(cell.length, widest[at] ?? 0)),
    [],
  )
  for (const row of rows) {
    const cells = row.map((cell, at) => {
      const width = widths[at] as number
      return at === 0 || at === widths.length - 1 ? cell.padEnd(width) : cell.padStart(width)
    })
    console.log(`  ${cells.join('  ').trimEnd()}`)
  }
}

export function printTitle(title: string, othersCores: number | null = null): void {
  const noise = othersCores === null ? '' : ` (others used at most ${othersCores.toFixed(2)} cores)`
  console.log(`\n${title}${noise}`)
}

export function ms(value: number): string {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`
}

/** Three digits of a duration given in nanoseconds. */
export function ns(value: number): string {
  return value < 1_000 ? `${value.toPrecision(3)} ns` : `${(value / 1_000).toPrecision(3)} µs`
}

/** Of bytes, in units of 1024. */
export function kb(bytes: number): string {
  return `${(bytes / 1024).toPrecision(3)} KB`
}

export function times(value: number): string {
  return `× ${value < 10 ? value.toFixed(2) : value.toFixed(1)}`
}
