import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { componentize } from 'componentize-qjs'

/** A component from the text format, adapted by hand to what a test is about. */
export async function fromWat(wat: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await parse(wat))
}

export interface JsComponent {
  readonly wit: string
  /** By path below `deps/`, such as `clocks/clocks.wit`. */
  readonly deps?: Readonly<Record<string, string>>
  readonly js: string
  /** Without WASI: what QuickJS asks for becomes a trap. */
  readonly stubWasi: boolean
}

/** A component from JavaScript: QuickJS, as strangers build them. Takes about a second. */
export async function fromJs({ wit, deps = {}, js, stubWasi }: JsComponent): Promise<Uint8Array<ArrayBuffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'runnel-test-'))
  try {
    for (const [path, content] of Object.entries({ 'world.wit': wit, ...withFolder(deps) })) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), content)
    }
    const { component } = await componentize({ witPath: folder, jsSource: js, sync: true, stubWasi })
    return new Uint8Array(component)
  } finally {
    await rm(folder, { recursive: true })
  }
}

function withFolder(deps: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(deps).map(([path, content]) => [`deps/${path}`, content]))
}
