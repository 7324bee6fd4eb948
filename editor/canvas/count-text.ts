/** 999, 1.2 k, 34 k, 5.6 M: short enough for a badge. */
export function countText(count: number): string {
  if (count < 1000) return String(count)
  const [value, unit] = count < 1_000_000 ? [count / 1000, 'k'] : [count / 1_000_000, 'M']
  return `${value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value)} ${unit}`
}
