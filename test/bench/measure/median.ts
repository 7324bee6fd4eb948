export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Of a sorted copy, between the two nearest values where it falls between them. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('there is no median of nothing')
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)] as number
  const high = sorted[Math.ceil(at)] as number
  return low + (high - low) * (at - Math.floor(at))
}
