import type { ComponentFunction } from '../wit/component.ts'
import { calleeOf } from './callee.ts'
import type { Callee } from './callee.ts'
import type { Instantiated } from './compiled.ts'
import { isPayload } from './failure.ts'
import type { GeneratedModule } from './types.ts'

/** Makes instances by the module that jco generated. */
export function generatedInstances(
  generated: GeneratedModule,
  modules: ReadonlyMap<string, WebAssembly.Module>,
  imports: object,
): () => Instantiated {
  return () => {
    const cores: WebAssembly.Instance[] = []
    const exports = generated.instantiate(
      (name) => modules.get(name) as WebAssembly.Module,
      imports,
      (module, coreImports) => {
        const instance = new WebAssembly.Instance(module, coreImports as Record<string, Record<string, never>>)
        cores.push(instance)
        return instance
      },
    )
    return {
      calleeOf: (fn) => resultOf(fn, calleeOf(exports, fn)),
      cores,
      // jco's tables of handles cannot be looked into: `movedHandles` of the surroundings tells when they changed.
      hasHandles: () => false,
      dropHandles() {},
    }
  }
}

/** jco returns the `ok` of a result and throws its `err` bare. */
function resultOf(fn: ComponentFunction, callee: Callee | null): Callee | null {
  if (callee === null || fn.result?.kind !== 'result') return callee
  return (...args) => {
    try {
      return { tag: 'ok', val: callee(...args) }
    } catch (thrown) {
      if (!isPayload(thrown)) throw thrown
      return { tag: 'err', val: thrown }
    }
  }
}
