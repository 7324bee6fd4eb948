import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { componentize } from 'componentize-qjs'
import { build } from 'vite'
import type { Rolldown } from 'vite'
import { WORLD } from './source.ts'
import type { PackageSource } from './source.ts'
import type { ToolchainEntry } from './toolchain.ts'

/**
 * `src/component.ts` exports one object per interface, with the functions' camelCase names. It is bundled with the npm
 * libraries that it imports into one file, whose top level runs at build time; the heap is then part of the component.
 */
export const qjs: ToolchainEntry = {
  build: async (source) => {
    const jsSource = await bundle(source)
    const folder = await mkdtemp(join(tmpdir(), 'runnel-qjs-'))
    try {
      const witPath = join(folder, 'component.wit')
      await writeFile(witPath, source.completeWit)
      // Nothing here asks the host for anything, so WASI's imports may go: what imports nothing needs no grant.
      const { component } = await componentize({ witPath, jsSource, world: WORLD, sync: true, stubWasi: true })
      return component
    } finally {
      await rm(folder, { recursive: true })
    }
  },
  compiler: async () => {
    const manifest = await readFile(new URL(import.meta.resolve('componentize-qjs/package.json')), 'utf8')
    const { version } = JSON.parse(manifest) as { readonly version: string }
    return `componentize-qjs ${version}`
  },
  check: 'behaviour',
}

async function bundle(source: PackageSource): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    root: source.folder,
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry: join(source.folder, 'src', 'component.ts'), formats: ['es'], fileName: 'component' },
    },
  })) as readonly Rolldown.RolldownOutput[]
  const files = built.flatMap(({ output }) => output)
  const [file] = files
  if (file?.type !== 'chunk' || files.length > 1) throw new Error(`${source.name}: the bundle is not one file`)
  return file.code
}
