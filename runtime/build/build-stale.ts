import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { inputsDigest, readStamp, writeStamp } from './stamp.ts'
import type { Target } from './targets.ts'

/** Builds what is stale, saying so; gives how many there were. */
export async function buildStale(root: string, targets: readonly Target[], print: (line: string) => void): Promise<number> {
  let built = 0
  for (const { name, inputs, output, build } of targets) {
    const stamp = join(root, 'dist', `${name}.stamp`)
    const digest = inputsDigest(root, inputs)
    if (readStamp(stamp) === digest && existsSync(join(root, output))) continue
    built++
    print(`building ${name} …`)
    const startedMs = performance.now()
    await build(root, (detail) => print(`  ${detail}`))
    writeStamp(stamp, digest)
    print(`built ${name} in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
  }
  return built
}
