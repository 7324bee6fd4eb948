import { $init, generate } from '@bytecodealliance/jco-transpile/component'
import { linkComponent } from '../../shared/binder/link/link-component.ts'
import type { Linked } from '../../shared/binder/plan.ts'
import { exposeState } from './core/expose-state.ts'
import { mendGenerated } from './generated-source.ts'

export interface Transpiled {
  /** Empty where jco cannot describe the component: the binder makes all calls then. */
  readonly source: string
  /** By the name that the source asks for, `component.core.wasm`, `component.core2.wasm`, … */
  readonly cores: ReadonlyMap<string, Uint8Array>
  /** How the binder makes instances of the same core modules. */
  readonly binding: Linked
}

export async function transpile(bytes: Uint8Array): Promise<Transpiled> {
  await $init
  const files = generatedFiles(bytes)
  if (files === null) return boundOnly(bytes)
  const generated = files.find(([name]) => name === 'component.js')
  if (generated === undefined) throw new Error('the transpiler wrote no module')
  const { source, reportsHandles } = mendGenerated(new TextDecoder().decode(generated[1]))
  const cores = new Map(files.filter(([name]) => /^component\.core\d*\.wasm$/.test(name)))
  const binding = linkComponent(bytes, (module) => nameOf(module, cores))
  return { source, binding, cores: new Map([...cores].map(([name, core]) => [name, reportsHandles ? exposeState(core) : core])) }
}

/** What jco says, having validated it, of a component whose world exports a type, such as a resource, by itself. */
const EXPORTS_A_TYPE = /component export `[^`]*` was not a function or instance/

/** Null for a component that is valid and that jco has no words for. */
function generatedFiles(bytes: Uint8Array): readonly (readonly [name: string, bytes: Uint8Array])[] | null {
  try {
    return generate(bytes, GENERATING).files
  } catch (error) {
    if (EXPORTS_A_TYPE.test(String((error as { readonly payload?: unknown }).payload))) return null
    throw error
  }
}

function boundOnly(bytes: Uint8Array): Transpiled {
  const cores = new Map<string, Uint8Array>()
  const binding = linkComponent(bytes, (module) => nameOf(module, cores))
  return { source: '', binding, cores: new Map([...cores].map(([name, core]) => [name, exposeState(core)])) }
}

/**
 * jco's bindgen as `transpileBytes` calls it, without the minifier and the optimizer that come along there. `err` of a
 * result is thrown as the bare payload (`noComponentErrorWrapping`), which no error of ours or of the engine can be.
 */
const GENERATING: Parameters<typeof generate>[1] = {
  name: 'component',
  instantiation: { tag: 'sync' },
  map: [],
  noTypescript: true,
  noNodejsCompat: true,
  base64Cutoff: 0,
  validLiftingOptimization: false,
  noComponentErrorWrapping: true,
  bindgenEnableWasmExnref: true, // exceptions, as C++ components use them
}

/** Of a component's core module: jco writes them as they are, except where it needs them otherwise. */
function nameOf(module: Uint8Array, cores: Map<string, Uint8Array>): string {
  for (const [name, core] of cores) if (Buffer.compare(core, module) === 0) return name
  const name = `component.core${cores.size + 1}.wasm`
  cores.set(name, module)
  return name
}
