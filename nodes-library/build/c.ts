import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { componentEmbed, componentNew } from '@bytecodealliance/jco-transpile/wasm-tools'
import { WORLD } from './source.ts'
import type { ToolchainEntry } from './toolchain.ts'

const run = promisify(execFile)

/** Debian's packages: everything that the bytes depend on. */
const COMPILER = ['clang-22', 'lld-22', 'libclang-rt-22-dev-wasm32', 'wasi-libc', 'libstb-dev']

/** In bytes. The stack lies below the data, so that an overflow is a trap and not another variable's value. */
const STACK = 128 * 1024
const MEMORY = 512 * 1024 * 1024

/**
 * `src/*.c` exports each function of the WIT by `export_name`, under its core name and with its flattened signature.
 * The sources use no file, clock or environment, so the component imports nothing and needs no WASI adapter.
 */
export const c: ToolchainEntry = {
  build: async (source) => {
    const binary = await compile(join(source.folder, 'src'))
    const embedded = await componentEmbed({
      binary, witSource: source.completeWit, world: WORLD, stringEncoding: 'utf8',
    })
    return componentNew(embedded)
  },
  compiler: async () => {
    try {
      const { stdout } = await run('dpkg-query', ['-W', '-f', '${Package} ${Version}, ', ...COMPILER])
      return stdout.replace(/, $/, '')
    } catch {
      return null
    }
  },
  check: 'bytes-by-same-compiler',
}

async function compile(folder: string): Promise<Uint8Array> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.c')).sort()
  const temporary = await mkdtemp(join(tmpdir(), 'runnel-c-'))
  const output = join(temporary, 'core.wasm')
  try {
    // In the folder and with relative names, so that no path of this machine comes into the bytes.
    await run('clang-22', [...flags(), ...files, '-o', output], { cwd: folder })
    return await readFile(output)
  } finally {
    await rm(temporary, { recursive: true })
  }
}

const flags = (): readonly string[] => [
  // Debian keeps the headers under this name, which clang would like to be wasm32-wasip1.
  '--target=wasm32-wasi', '-Wno-deprecated',
  // Else clang runs a wasm-opt that it finds in the PATH, and the bytes depend on which.
  '--no-wasm-opt',
  '-std=c17', '-Os', '-flto', '-mbulk-memory', '-Wall', '-Wextra', '-Werror', '-isystem', '/usr/include/stb',
  // What C leaves undefined is decided, because damaged files reach it: arithmetic wraps, pointers may alias.
  '-fwrapv', '-fno-strict-aliasing',
  '-nostartfiles', '-Wl,--no-entry', '-Wl,--gc-sections', '-Wl,--strip-all',
  '-Wl,--stack-first', `-Wl,-z,stack-size=${STACK}`, `-Wl,--max-memory=${MEMORY}`,
]
