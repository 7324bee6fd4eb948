import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'

/** Where the one runtime is to be found that all hostile tests attack. */
export interface Target {
  readonly editorUrl: string
  readonly flowsUrl: string
  readonly token: string
  /** Answers `process.memoryUsage()` of the runtime's main process, after a collection. */
  readonly memoryUrl: string
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly target: Target
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const program = fileURLToPath(new URL('./serve.ts', import.meta.url))
  const child = spawn(process.execPath, ['--expose-gc', '--no-warnings', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)
  const [line] = (await Promise.race([once(lines, 'line'), once(child, 'exit')])) as [unknown]
  if (typeof line !== 'string') throw new Error('the runtime to be attacked did not start')
  project.provide('target', JSON.parse(line) as Target)
  return async () => {
    child.kill('SIGTERM')
    if (child.exitCode === null) await once(child, 'exit')
  }
}
