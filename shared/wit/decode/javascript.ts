import type { Entity, Func, Instance } from './entities.ts'

/** What componentize-qjs resolves the script's imports through while it builds, stubbed out in the finished component. */
const MODULE_LOADER = 'local:init/module-loader'

/**
 * Marks the `init(shim, script, …) -> result<_, string>` by which componentize-qjs fed the script to its engine at build
 * time. Calling it again would run any script, so it is no node and not listed, however many components are put around
 * it. It is known by its type and by the module loader that only the engine's component is instantiated with.
 */
export function withScriptInit(instance: Instance, given: ReadonlyMap<string, Entity>): Instance {
  const init = instance.exports.get('init')
  if (init === undefined || init.sort !== 'func' || !given.has(MODULE_LOADER) || !takesScript(init.func))
    return instance
  const marked: Entity = { sort: 'func', func: { ...init.func, isScriptInit: true } }
  return { exports: new Map(instance.exports).set('init', marked) }
}

function takesScript({ type: { params, result } }: Func): boolean {
  const [shim, script] = params
  if (shim === undefined || script === undefined || result === null) return false
  const feedsText = shim.name === 'shim' && script.name === 'script' && shim.type.wit.kind === 'string'
  const { wit } = result
  const mayFail = wit.kind === 'result' && wit.ok === null && wit.err !== null && wit.err.kind === 'string'
  return feedsText && script.type.wit.kind === 'string' && mayFail
}
