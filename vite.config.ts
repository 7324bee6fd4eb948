import { builtinModules } from 'node:module'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'

// Four builds, chosen by mode: `vite build --mode runtime`. `npm start` makes those that are stale (runtime/build/).

const root = fileURLToPath(new URL('.', import.meta.url))

const editor: UserConfig = {
  root: `${root}editor`,
  plugins: [react()],
  publicDir: 'public',
  build: {
    outDir: '../dist/editor',
    emptyOutDir: true,
    target: 'es2023',
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1000,
  },
}

/** A classic script in one file, beside the editor's: the preview's frame and its worker load no modules. */
function classicScript(name: string, entry: string): UserConfig {
  return {
    root,
    publicDir: false,
    build: {
      outDir: 'dist/editor',
      emptyOutDir: false,
      target: 'es2023',
      reportCompressedSize: false,
      rolldownOptions: { input: entry, output: { format: 'iife', entryFileNames: `${name}.js` } },
    },
  }
}

/** Everything but what Node has and the transpiler, which finds its own files. */
const runtime: UserConfig = {
  root,
  publicDir: false,
  ssr: { noExternal: true, external: ['@bytecodealliance/jco-transpile'] },
  build: {
    ssr: true,
    outDir: 'dist/runtime',
    emptyOutDir: true,
    target: 'esnext',
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        main: 'runtime/main.ts',
        runner: 'runtime/runner/child.ts',
        watchdog: 'runtime/runner/watchdog.ts',
        probe: 'runtime/runner/probe.ts',
        store: 'runtime/store/worker.ts',
        keyvalue: 'runtime/capabilities/keyvalue-worker.ts',
        sqlite: 'runtime/capabilities/sqlite-child.ts',
        admission: 'runtime/admission/child.ts',
      },
      external: [/^node:/, ...builtinModules],
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
}

const BUILDS: Readonly<Record<string, UserConfig>> = {
  editor,
  sandbox: classicScript('sandbox', 'editor/sandbox/frame.ts'),
  'value-frame': classicScript('value-frame', 'editor/sandbox/value-frame.ts'),
  'preview-worker': classicScript('preview-worker', 'editor/sandbox/worker.ts'),
  runtime,
}

export default defineConfig(({ mode }) => BUILDS[mode] ?? {})
