import { Script } from 'node:vm'
import { checkLimits } from '../../shared/admission/check-limits.ts'
import { generatedBecause } from '../../shared/host/generated-because.ts'
import { MANIFEST_SECTION } from '../../shared/package/manifest.ts'
import { readCustomSection } from '../../shared/wit/decode/custom-section.ts'
import { decodeComponent } from '../../shared/wit/decode/decode-component.ts'
import { ComponentError } from '../../shared/wit/decode/error.ts'
import { flattenComponent, reviveComponent, type FlatComponent } from '../../shared/wit/flat.ts'
import { encodeAnswer } from './answer.ts'
import type { RefusedCode } from './answer.ts'
import { transpile } from './transpile.ts'
import type { Transpiled } from './transpile.ts'

/** Everything that is done with a stranger's bytes, in the order in which it is safe. Gives the encoded answer. */
export async function examine(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  try {
    checkLimits(bytes)
    const component = flattenComponent(decodeComponent(bytes))
    const manifest = readCustomSection(bytes, MANIFEST_SECTION)
    const transpiled = await transpileOrRefuse(bytes)
    checkItIsCallable(transpiled, component)
    checkItLoads(transpiled)
    const source = Buffer.from(transpiled.source)
    const cores = [...transpiled.cores]
    return encodeAnswer(
      {
        kind: 'admitted',
        component,
        binding: transpiled.binding,
        sourceBytes: source.length,
        manifestBytes: manifest?.length ?? null,
        cores: cores.map(([name, core]) => ({ name, sizeBytes: core.length })),
      },
      [source, ...(manifest === null ? [] : [manifest]), ...cores.map(([, core]) => core)],
    )
  } catch (error) {
    if (error instanceof ComponentError) return refusal(error.code, error.message)
    if (error instanceof Untranspilable) return refusal(error.code, error.message)
    throw error
  }
}

class Untranspilable extends Error {
  readonly code: RefusedCode
  constructor(code: RefusedCode, message: string) {
    super(message)
    this.code = code
  }
}

/** jco validates as well: what it finds wrong comes as its payload, and what it has not thought of is a trap. */
async function transpileOrRefuse(bytes: Uint8Array): Promise<Transpiled> {
  try {
    return await transpile(bytes)
  } catch (error) {
    const payload = (error as { readonly payload?: unknown }).payload
    if (typeof payload === 'string') throw new Untranspilable('malformed', `The component is malformed: ${payload}`)
    throw new Untranspilable('unsupported', `The transpiler cannot take this component: ${String(error)}`)
  }
}

/** Without generated code it is the binder that has to call every function that can be a node. */
function checkItIsCallable({ source, binding }: Transpiled, component: FlatComponent): void {
  if (source !== '') return
  const reason = generatedBecause(binding, reviveComponent(component).functions)
  if (reason === null) return
  throw new Untranspilable(
    'unsupported', `The component exports a type beside its interfaces and has ${reason}: only one of the two can be called`)
}

function checkItLoads({ source, cores }: Transpiled): void {
  new Script(source.replace(/^export /gm, '')) // a syntax error here is a mistake of the transpiler or of ours: it crashes
  for (const [name, core] of cores) {
    try {
      new WebAssembly.Module(core as Uint8Array<ArrayBuffer>)
    } catch (error) {
      throw new Untranspilable('unsupported', `The engine cannot compile ${name}: ${(error as Error).message}`)
    }
  }
}

function refusal(code: RefusedCode, message: string): Uint8Array {
  return encodeAnswer({ kind: 'refused', code, message: message.replace(/\s+/g, ' ').slice(0, 2_000) }, [])
}
