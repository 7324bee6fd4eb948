import { afterAll, beforeAll, expect, it } from 'vitest'
import { startRunnerProcess } from '../../runtime/runner/runner-process.ts'
import { exampleFlow, failedExamples } from './example-flow.ts'
import { openTestLibrary, type TestLibrary } from './library.ts'
import { runnerContract } from './runner-contract.ts'
import { testedRunner, type TestedRunner } from './tested-runner.ts'

let shared: TestLibrary
beforeAll(async () => { shared = await openTestLibrary() }, 60_000)
afterAll(() => shared.close())

async function openChild(): Promise<TestedRunner> {
  return testedRunner((onReport, onDeath) => {
    const child = startRunnerProcess({ cacheDir: shared.cacheDir, memoryBytes: 512 * 1024 * 1024 })
    const ended = new Promise<void>((resolve) => child.listen({
      report: onReport,
      died(death) {
        onDeath(JSON.stringify(death))
        resolve()
      },
    }))
    return {
      send: (command) => child.send(command),
      close() {
        child.close()
        return ended
      },
    }
  })
}

runnerContract('a child process', openChild)

it.each(['image', 'json', 'markup', 'math', 'text'])('every example of %s gives what it says', async (name) => {
  const { manifest, digest } = shared.library.list().find((each) => each.name.startsWith(`runnel:${name}@`))!
  const runner = await openChild()
  expect(await runner.load(exampleFlow(manifest!, digest))).toEqual([])
  const { trace } = await runner.run('start', { kind: 'manual', value: null })
  await runner.close()
  expect(failedExamples(manifest!, trace)).toEqual([])
})
