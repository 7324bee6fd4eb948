import { createImports } from './imports.ts'
import type { Current } from './surroundings.ts'
import { surroundingsOf } from './surroundings.ts'
import type { GeneratedModule, HostEnvironment, LoadModule, TranspiledComponent } from './types.ts'

/** A component with its modules compiled: makes instances, each of them new. */
export interface Compiled {
  readonly modules: ReadonlyMap<string, WebAssembly.Module>
  readonly current: Current
  /** Throws what the component throws while it starts. */
  instantiate(): Instantiated
}

export interface Instantiated {
  readonly exports: object
  readonly cores: readonly WebAssembly.Instance[]
}

/** Of an instantiation ahead of its run. Whatever uses it says so in `usedEnvironment`. */
export const NOBODY: HostEnvironment = { nowMs: () => 0, randomBytes: (count) => new Uint8Array(count), log: () => {} }

export async function compile(transpiled: TranspiledComponent, loadModule: LoadModule): Promise<Compiled> {
  const [generated, modules] = await Promise.all([loadModule(transpiled.source), compileCores(transpiled.cores)])
  const current: Current = { surroundings: surroundingsOf(NOBODY) }
  const imports = createImports(transpiled.info.imports, current)
  return { modules, current, instantiate: () => instantiate(generated, modules, imports) }
}

async function compileCores(cores: TranspiledComponent['cores']): Promise<ReadonlyMap<string, WebAssembly.Module>> {
  const compiled = [...cores].map(async ([name, bytes]) => [name, await WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>)] as const)
  return new Map(await Promise.all(compiled))
}

function instantiate(generated: GeneratedModule, modules: ReadonlyMap<string, WebAssembly.Module>, imports: object): Instantiated {
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
  return { exports, cores }
}
