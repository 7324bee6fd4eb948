import type { ComponentFunction } from '../wit/component.ts'
import { ENTRIES, entryOf } from '../wit/entry.ts'
import type { Value } from '../wit/value.ts'
import { generatedFunction } from './generated-function.ts'
import type { GeneratedFunction } from './generated-function.ts'
import type { Callee, Instantiated } from './compiled.ts'
import { isPayload } from './failure.ts'
import { Refusal } from './refusal.ts'
import type { GeneratedModule } from './types.ts'

/** Makes instances by the module that jco generated. */
export function generatedInstances(
  generated: GeneratedModule,
  modules: ReadonlyMap<string, WebAssembly.Module>,
  imports: object,
): () => Omit<Instantiated, 'current'> {
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
      calleeOf(fn) {
        const entry = entryOf(fn)
        if (entry !== null) throw new Refusal('no-import', `A component that is called by generated code cannot be run as ${ENTRIES[entry].label} yet`)
        const generated = generatedFunction(exports, fn)
        return generated === null ? null : calleeOf(fn, generated)
      },
      cores,
      // jco's tables of handles cannot be looked into: `movedHandles` of the surroundings tells when they changed.
      hasHandles: () => false,
      dropHandles() {},
    }
  }
}

/** jco returns the `ok` of a result and throws its `err` bare. */
function calleeOf({ result }: ComponentFunction, generated: GeneratedFunction): Callee {
  if (result?.kind !== 'result') return (args) => invoke(generated, args)
  return (args) => {
    try {
      return { tag: 'ok', val: invoke(generated, args) }
    } catch (thrown) {
      if (!isPayload(thrown)) throw thrown
      return { tag: 'err', val: thrown }
    }
  }
}

/** A spread costs more than a small call does. */
function invoke(generated: GeneratedFunction, args: readonly Value[]): unknown {
  switch (args.length) {
    case 0: return generated()
    case 1: return generated(args[0])
    case 2: return generated(args[0], args[1])
    case 3: return generated(args[0], args[1], args[2])
    default: return generated(...args)
  }
}
