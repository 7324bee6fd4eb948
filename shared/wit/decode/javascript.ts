import type { Component } from './component.ts'
import type { Func } from './entities.ts'

/** What componentize-qjs resolves the script's imports through while it builds, stubbed out in the finished component. */
const MODULE_LOADER = 'local:init/module-loader'

/**
 * Whether a function of the world is the `init(shim, script, …) -> result<_, string>` by which componentize-qjs fed the
 * script to its engine at build time. Calling it again would run any script, so it is no node and not listed. It is
 * known by its type and by the module loader that only components of that make put in.
 */
export function isRuntimeInit(name: string, { type }: Func, component: Component): boolean {
  if (name !== 'init' || !component.passed.has(MODULE_LOADER)) return false
  const [shim, script] = type.params
  const takesScript =
    shim?.name === 'shim' &&
    shim.type.wit.kind === 'string' &&
    script?.name === 'script' &&
    script.type.wit.kind === 'string'
  const wit = type.result?.wit
  return takesScript && wit?.kind === 'result' && wit.ok === null && wit.err?.kind === 'string'
}
