import { detectConfinement } from '../../runtime/runner/confinement.ts'
import { startRunnerProcess } from '../../runtime/runner/runner-process.ts'
import type { Calls } from '../../shared/host/calls.ts'
import { testedRunner, type TestedRunner } from './tested-runner.ts'

export async function openChild(cacheDir: string, calls: Calls = 'binder'): Promise<TestedRunner> {
  const confinement = await detectConfinement()
  return testedRunner((onReport, onDeath) => {
    const child = startRunnerProcess({ cacheDir, memoryBytes: 512 * 1024 * 1024, calls, confinement })
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
