import { $init, generate } from '@bytecodealliance/jco-transpile/component'
import { linkComponent } from '../../shared/binder/link/link-component.ts'
import type { Linked } from '../../shared/binder/plan.ts'
import { exposeState } from './core/expose-state.ts'
import { mendGenerated } from './generated-source.ts'

export interface Transpiled {
  readonly source: string
  /** By the name that the source asks for, `component.core.wasm`, `component.core2.wasm`, … */
  readonly cores: ReadonlyMap<string, Uint8Array>
  /** How the binder makes instances of the same core modules. */
  readonly binding: Linked
}

/**
 * jco's bindgen as `transpileBytes` calls it, without the minifier and the optimizer that come along there. `err` of a
 * result is thrown as the bare payload (`noComponentErrorWrapping`), which no error of ours or of the engine can be.
 */
export async function transpile(bytes: Uint8Array): Promise<Transpiled> {
  await $init
  const { files } = generate(bytes, {
    name: 'component',
    instantiation: { tag: 'sync' },
    map: [],
    noTypescript: true,
    noNodejsCompat: true,
    base64Cutoff: 0,
    validLiftingOptimization: false,
    noComponentErrorWrapping: true,
    bindgenEnableWasmExnref: true, // exceptions, as C++ components use them
  })
  const generated = files.find(([name]) => name === 'component.js')
  if (generated === undefined) throw new Error('the transpiler wrote no module')
  const { source, reportsHandles } = mendGenerated(new TextDecoder().decode(generated[1]))
  const cores = new Map(files.filter(([name]) => /^component\.core\d*\.wasm$/.test(name)))
  const binding = linkComponent(bytes, (module) => nameOf(module, cores))
  return { source, binding, cores: new Map([...cores].map(([name, core]) => [name, reportsHandles ? exposeState(core) : core])) }
}

/** Of a component's core module: jco writes them as they are, except where it needs them otherwise. */
function nameOf(module: Uint8Array, cores: Map<string, Uint8Array>): string {
  for (const [name, core] of cores) if (Buffer.compare(core, module) === 0) return name
  const name = `component.core${cores.size + 1}.wasm`
  cores.set(name, module)
  return name
}
