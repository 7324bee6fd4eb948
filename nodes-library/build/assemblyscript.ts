import { readFile } from 'node:fs/promises'
import { componentEmbed, componentNew } from '@bytecodealliance/jco-transpile/wasm-tools'
import binaryen from 'assemblyscript/binaryen'
import { WORLD } from './source.ts'
import type { PackageSource } from './source.ts'
import type { ToolchainEntry } from './toolchain.ts'
import type { WitFunction } from './wit.ts'

/** The little of `assemblyscript/asc` that is used: importing its own types would redefine globals such as `console`. */
interface Asc {
  main(
    words: readonly string[],
    io: { readonly writeFile: (name: string, contents: Uint8Array) => void },
  ): Promise<{ readonly error: Error | null; readonly stderr: object }>
}

/**
 * `assembly/exports.ts` exports each function of the WIT under its camelCase name and with its flattened core signature
 * (Canonical ABI, "Flattening"), by hand; `build/assembly/abi.ts` lifts, lowers and holds the memory.
 */
export const assemblyscript: ToolchainEntry = {
  build: async (source) => {
    const core = renameExports(await compile(source), source.parsed.functions)
    const embedded = await componentEmbed({
      binary: core, witSource: source.completeWit, world: WORLD, stringEncoding: 'utf8',
    })
    return componentNew(embedded)
  },
  compiler: async () => {
    const { version } = JSON.parse(await readFile(new URL(import.meta.resolve('assemblyscript/package.json')), 'utf8')) as {
      readonly version: string
    }
    return `assemblyscript ${version}`
  },
  check: 'bytes',
}

/** Without imports: a failed assertion is a trap. `stub` never frees; abi.ts empties the memory at each call instead. */
async function compile(source: PackageSource): Promise<Uint8Array> {
  const asc = (await import('assemblyscript/asc' as string)) as Asc
  const outputs = new Map<string, Uint8Array>()
  const { error, stderr } = await asc.main(
    ['assembly/exports.ts', '--baseDir', source.folder, '-o', 'core.wasm', '--runtime', 'stub', '--use', 'abort=', '-O3', '--converge'],
    { writeFile: (name, contents) => void outputs.set(name, contents) },
  )
  const core = outputs.get('core.wasm')
  if (error || !core) throw new Error(`${source.name}: ${String(stderr) || String(error)}`)
  return core
}

/** `maskEmail` becomes `runnel:text/text@1.0.0#mask-email`; what the WIT does not name must be the memory and its allocator. */
function renameExports(core: Uint8Array, functions: readonly WitFunction[]): Uint8Array {
  const module = binaryen.readBinary(core)
  const witNames = new Map(functions.map((func) => [camelCase(func.name), func.coreName]))
  for (let index = module.getNumExports() - 1; index >= 0; index--) {
    const { name, value } = binaryen.getExportInfo(module.getExportByIndex(index))
    const witName = witNames.get(name)
    if (witName === undefined) {
      if (name !== 'memory' && name !== 'cabi_realloc') throw new Error(`assembly/exports.ts exports ${name}, which the WIT does not have`)
      continue
    }
    module.removeExport(name)
    module.addFunctionExport(value, witName)
    witNames.delete(name)
  }
  if (witNames.size > 0) throw new Error(`assembly/exports.ts does not export ${[...witNames.keys()].join(', ')}`)
  const renamed = module.emitBinary()
  module.dispose()
  return renamed
}

const camelCase = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
