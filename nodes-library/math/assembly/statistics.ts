/** Neumaier's sum: what each addition loses is added up beside it, so that ten times 0.1 is 1. */
export function compensatedSum(values: usize, count: usize): f64 {
  let sum: f64 = 0
  let lost: f64 = 0
  for (let index: usize = 0; index < count; index++) {
    const value = load<f64>(values + (index << 3))
    const next = sum + value
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sum = next
  }
  // An infinite sum lost nothing that can be told.
  return isFinite(lost) ? sum + lost : sum
}

/** The middle of the values when they are sorted, not a number if one is not. */
export function middle(values: usize, count: usize): f64 {
  const sorted = new Float64Array(<i32>count)
  memory.copy(sorted.dataStart, values, count << 3)
  for (let index = 0; index < sorted.length; index++) {
    if (isNaN(sorted[index])) return NaN
  }
  sorted.sort()
  const after = sorted[sorted.length >> 1]
  const before = sorted[(sorted.length - 1) >> 1]
  // Halved first, because the sum of two may be too large for a number.
  return before == after ? after : before / 2 + after / 2
}
