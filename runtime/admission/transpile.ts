import { $init, generate } from '@bytecodealliance/jco-transpile/component'
import { exposeState } from './core/expose-state.ts'
import { mendGenerated } from './generated-source.ts'

export interface Transpiled {
  readonly source: string
  /** By the name that the source asks for, `component.core.wasm`, `component.core2.wasm`, … */
  readonly cores: ReadonlyMap<string, Uint8Array>
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
  })
  const cores = new Map<string, Uint8Array>()
  let source: string | null = null
  for (const [name, content] of files) {
    if (name === 'component.js') source = mendGenerated(new TextDecoder().decode(content))
    else if (/^component\.core\d*\.wasm$/.test(name)) cores.set(name, exposeState(content))
  }
  if (source === null) throw new Error('the transpiler wrote no module')
  return { source, cores }
}
