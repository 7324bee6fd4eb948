import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { precompress } from './precompress.ts'

/** Something that `npm start` makes when what it is made from has changed. */
export interface Target {
  readonly name: string
  /** Files and folders, from the checkout's root. */
  readonly inputs: readonly string[]
  /** From the checkout's root; when it is missing the target is made again. */
  readonly output: string
  build(root: string, say: (detail: string) => void): Promise<void>
}

const TOOLS = ['vite.config.ts', 'package-lock.json']

const RUNTIME: Target = {
  name: 'runtime',
  inputs: ['runtime', 'shared', ...TOOLS],
  output: 'dist/runtime/main.js',
  build: (root) => viteBuild(root, 'runtime'),
}

const EDITOR: Target = {
  name: 'editor',
  inputs: ['editor', 'shared', 'runtime/build', ...TOOLS],
  output: 'dist/editor/index.html',
  async build(root, say) {
    if (!existsSync(join(root, 'editor/index.html'))) return say('there is no editor in this checkout')
    for (const mode of ['editor', 'sandbox', 'value-frame', 'preview-worker']) await viteBuild(root, mode)
    await precompress(join(root, 'dist/editor'))
  },
}

export const PACKAGES: Target = {
  name: 'packages',
  inputs: ['nodes-library/packages/index.json', 'runtime/admission', 'package-lock.json'],
  output: 'dist/cache',
  async build(root, say) {
    const { prebuildPackages } = await import('../library/built-in.ts')
    const { openAdmission } = await import('../admission/admit.ts')
    const { admissionProgram } = await import('../admission/child-program.ts')
    const admission = openAdmission({ cacheDir: join(root, 'dist/cache'), child: admissionProgram() })
    await prebuildPackages(join(root, 'nodes-library/packages'), admission, ({ done, total, name }) =>
      say(`${done} of ${total}: ${name}`),
    )
    await admission.close()
  },
}

/** What serves flows, from the command line too. */
export const SERVING: readonly Target[] = [RUNTIME, PACKAGES]
export const ALL: readonly Target[] = [...SERVING, EDITOR]

/** Always for production: tests run with another NODE_ENV, and what they build is what is served from then on. */
async function viteBuild(root: string, mode: string): Promise<void> {
  const { build } = await import('vite')
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await build({ configFile: join(root, 'vite.config.ts'), mode, logLevel: 'warn' })
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}
