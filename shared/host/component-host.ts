import type { ComponentHost, LoadModule, TranspiledComponent } from './types.ts'

/** Compiles a transpiled component once; instances come from `acquire`. Throws `ProblemError` when it cannot be instantiated at all. */
export async function createComponentHost(transpiled: TranspiledComponent, loadModule: LoadModule): Promise<ComponentHost> {
  throw new Error(`not written yet: ${transpiled.digest} ${String(loadModule)}`)
}
