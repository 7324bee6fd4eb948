import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { print } from '@bytecodealliance/jco-transpile/wasm-tools'
import { fromWat } from '../../components/build.ts'
import { seededBytes } from './seeded.ts'

// Components around modules that binaryen's fuzz reader makes of seeded bytes: valid, and without sense or mercy.

/** What the engine takes of what binaryen can make; its loops count down, so most of them end. */
const FEATURES = ['bulk-memory', 'sign-ext', 'simd', 'nontrapping-float-to-int', 'mutable-globals', 'multivalue', 'reference-types', 'tail-call']

/** What the modules import. */
const SUPPORT = `
  (core module $support
    (func (export "log-i32") (param i32)) (func (export "log-i64") (param i64)) (func (export "log-v128") (param v128))
    (func (export "log-f32") (param f32)) (func (export "log-f64") (param f64))
    (func (export "sleep") (param i32 i32) (result i32) (local.get 1))
    (func (export "table-get") (param i32) (result funcref) (ref.null func))
    (func (export "table-set") (param i32 funcref)))
  (core module $globals (global (export "extern$") externref (ref.null extern)))
  (core instance $support (instantiate $support))
  (core instance $globals (instantiate $globals))`
const SUPPORTED = new Set(['log-i32', 'log-i64', 'log-v128', 'log-f32', 'log-f64', 'sleep', 'table-get', 'table-set', 'extern$'])

export interface RandomComponent {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Functions without parameters and results. */
  readonly fns: readonly string[]
}

/** Null when the seed's module imports something else. */
export async function randomComponent(seed: number, seedBytes: number, maxFns: number): Promise<RandomComponent | null> {
  const core = await fuzzed(seed, seedBytes)
  const module = new WebAssembly.Module(core)
  if (WebAssembly.Module.imports(module).some(({ name }) => !SUPPORTED.has(name))) return null
  const invokers = WebAssembly.Module.exports(module).map(({ name }) => name).filter((name) => name.endsWith('_invoker')).slice(0, maxFns)
  if (invokers.length === 0) return null
  const text = (await print(core)).replace(/^\s*\(module/, '(core module $m')
  const fns = invokers.map((_, index) => `f${index}`)
  return {
    fns,
    bytes: await fromWat(`(component ${SUPPORT}
      ${text}
      (core instance $i (instantiate $m (with "fuzzing-support" (instance $support)) (with "__fuzz_import" (instance $globals))))
      ${invokers.map((name, index) => `(func (export "f${index}") (canon lift (core func $i "${name}")))`).join('\n')})`),
  }
}

async function fuzzed(seed: number, seedBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const require = createRequire(import.meta.resolve('assemblyscript/asc'))
  const program = join(dirname(require.resolve('binaryen')), 'bin/wasm-opt')
  const folder = await mkdtemp(join(tmpdir(), 'runnel-hostile-'))
  try {
    const [input, output] = [join(folder, 'seed'), join(folder, 'module.wasm')]
    await writeFile(input, seededBytes(seed, seedBytes))
    const features = FEATURES.map((feature) => `--enable-${feature}`)
    await promisify(execFile)(process.execPath, [program, '-ttf', input, '-o', output, ...features])
    return new Uint8Array(await readFile(output))
  } finally {
    await rm(folder, { recursive: true })
  }
}
