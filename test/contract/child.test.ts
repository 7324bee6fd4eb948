import { afterAll, beforeAll, expect, it } from 'vitest'
import { openChild } from './child-runner.ts'
import { exampleFlow, failedExamples } from './example-flow.ts'
import { openTestLibrary, type TestLibrary } from './library.ts'
import { runnerContract } from './runner-contract.ts'

let shared: TestLibrary
beforeAll(async () => { shared = await openTestLibrary() })
afterAll(() => shared.close())

runnerContract('a child process', () => openChild(shared.cacheDir))

/** As with `runnel --calls both`: a call for which binder and generated code differ fails its node. */
runnerContract('a child process that makes every call twice', () => openChild(shared.cacheDir, 'both'))

it('every example of every package gives the same by the binder and by generated code', async () => {
  for (const { manifest, digest } of shared.library.list()) {
    if (manifest === null) throw new Error('a package that ships has no manifest')
    const runner = await openChild(shared.cacheDir, 'both')
    try {
      expect(await runner.load(exampleFlow(manifest, digest))).toEqual([])
      const { trace } = await runner.run('start', { kind: 'manual', value: null })
      expect([manifest.name, failedExamples(manifest, trace)]).toEqual([manifest.name, []])
    } finally {
      await runner.close()
    }
  }
}, 120_000)
