import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** What each of so many things that `make` makes, and that something holds, takes of the heap. */
export function bytesEach(count: number, make: () => void): number {
  const before = heapBytes()
  for (let made = 0; made < count; made++) make()
  return (heapBytes() - before) / count
}

function heapBytes(): number {
  collectGarbage()
  return process.memoryUsage().heapUsed
}
