/** Numbers from 0 up to, but not including, `below`, the same for one seed. */
export function drawing(seed: number): (below: number) => number {
  let state = seed | 1
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) % below
  }
}
