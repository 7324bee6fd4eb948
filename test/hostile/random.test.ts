import { describe, expect, it } from 'vitest'
import { examplesOf } from '../../nodes-library/build/examples.ts'
import { manifestOf } from '../../nodes-library/build/manifest.ts'
import { readPackage } from '../../nodes-library/build/package-index.ts'
import type { Node } from '../../shared/directive/schema.ts'
import { randomComponent } from './components/random.ts'
import { seeded } from './components/seeded.ts'
import { add, attack, deploy, gauntlet, type Live, type Package } from './target.ts'
import { expectUnharmed } from './unharmed.ts'

expectUnharmed()

/** What a stranger's component may do to its own run; nothing else may happen. */
const FAILURES = ['trap', 'timeout', 'limit', 'bad-value', 'no-import', 'exit', 'thrown', 'cancelled', 'err']
const REFUSALS = ['not-wasm', 'core-module', 'malformed', 'unsupported', 'limit', 'too-slow', 'too-big']

describe('a module that binaryen made of random bytes is refused or runs within its limits', () => {
  it.each(Array.from({ length: 10 }, (_, index) => ({ seed: index + 1, seedBytes: 600 + 700 * index })))(
    'seed $seed', async ({ seed, seedBytes }) => {
      const random = await randomComponent(seed, seedBytes, 8)
      if (random === null) return
      const of = await add(random.bytes)
      if ('code' in of) return expect(REFUSALS).toContain(of.code)
      const live = await deployed(gauntlet(of, random.fns, () => 'done', 300))
      if (live === null) return
      for (const fn of random.fns) await judged(live, `/${fn}`)
      await live.remove()
    })
})

describe('a component of the library with a few bytes changed is refused or runs within its limits', () => {
  it.each(['text.wasm', 'json.wasm', 'math.wasm'])('%s', async (file) => {
    const bytes = await readPackage(file)
    const examples = examplesOf(manifestOf(bytes)).slice(0, 200)
    const seen = { refused: 0, ran: 0 }
    for (let seed = 1; seed <= 5; seed += 1) {
      const next = seeded(seed)
      const of = await add(changed(bytes, next))
      if ('code' in of) {
        expect(REFUSALS).toContain(of.code)
        seen.refused += 1
        continue
      }
      const example = examples[next() % examples.length]!
      await ranOrRefused(of, example.path, Object.fromEntries(Object.entries(example.in).map(([name, value]) => [name, { value }])))
      seen.ran += 1
    }
    expect(seen.refused + seen.ran).toBe(5)
  })
})

/** Mostly where the code stands, so that some of it is still valid. */
function changed(bytes: Uint8Array, next: () => number): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes)
  for (let count = 1 + (next() % 2); count > 0; count -= 1) {
    const at = Math.floor(copy.length * (0.1 + 0.6 * (next() / 2 ** 32)))
    copy[at] = (copy[at]! ^ (1 << (next() % 7))) & 0xff
  }
  return copy
}

async function ranOrRefused(of: Package, fn: string, inputs: Node['in']): Promise<void> {
  const live = await deployed(attack(of, fn, { timeout: 300, in: inputs ?? {} }, { port: 'failed' }))
  if (live === null) return
  await judged(live, '')
  await live.remove()
}

/** Null when it was refused: for its start, or because a changed type no longer fits. */
async function deployed(directive: Parameters<typeof deploy>[0]): Promise<Live | null> {
  try {
    return await deploy(directive)
  } catch (error) {
    expect((error as Error).message).toMatch(/^[A-Z].*\.$/s)
    return null
  }
}

async function judged(live: Live, path: string): Promise<void> {
  const failure = await live.failure(path)
  if (failure !== null) expect(FAILURES).toContain(failure.kind)
}

