import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.ts'
import { inputsDigest, readStamp, writeStamp } from './stamp.ts'
import type { Target } from './targets.ts'

/** Builds what is stale, saying so; gives the names of what was. Waits for another process that is building. */
export async function buildStale(
  root: string,
  targets: readonly Target[],
  print: (line: string) => void,
): Promise<readonly string[]> {
  const built: string[] = []
  for (const target of targets) {
    if (staleness(root, target) === null) continue
    await withLock(join(root, 'dist/build.lock'), async () => {
      const digest = staleness(root, target)
      if (digest === null) return
      print(`building ${target.name} …`)
      const startedMs = performance.now()
      await target.build(root, (detail) => print(`  ${detail}`))
      writeStamp(stampOf(root, target), digest)
      print(`built ${target.name} in ${((performance.now() - startedMs) / 1000).toFixed(1)} s`)
      built.push(target.name)
    })
  }
  return built
}

/** The digest to build for; null when that is what was built last. */
function staleness(root: string, target: Target): string | null {
  const digest = inputsDigest(root, target.inputs)
  return readStamp(stampOf(root, target)) === digest && existsSync(join(root, target.output)) ? null : digest
}

function stampOf(root: string, { name }: Target): string {
  return join(root, 'dist', `${name}.stamp`)
}
