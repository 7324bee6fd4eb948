import type { Reporter, TestModule } from 'vitest/node'

/** Ends the output with one line that a machine can read: `N passed, N failed`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const count = (state: string) => tests.filter((test) => test.result().state === state).length
    const brokenModules = modules.filter((module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0)
    const failed = count('failed') + brokenModules.length + errors.length
    // After the default reporter's summary, which is written in the same turn.
    setImmediate(() => console.log(`\n${count('passed')} passed, ${failed} failed`))
  }
}
