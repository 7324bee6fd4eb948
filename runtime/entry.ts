import { fileURLToPath } from 'node:url'

// Some of the runtime's code starts in a thread or process of its own. Built, every entry is a file beside this one;
// in dev and tests it is its TypeScript source.

const SOURCES = {
  runner: './runner/child.ts',
  watchdog: './runner/watchdog.ts',
  probe: './runner/probe.ts',
  store: './store/worker.ts',
  keyvalue: './capabilities/keyvalue-worker.ts',
  sqlite: './capabilities/sqlite-child.ts',
  admission: './admission/child.ts',
} as const

export type Entry = keyof typeof SOURCES

export const IS_BUILT = !import.meta.url.endsWith('.ts')

export function entryUrl(entry: Entry): URL {
  return new URL(IS_BUILT ? `./${entry}.js` : SOURCES[entry], import.meta.url)
}

/** The checkout: `dist/runtime/x.js` and `runtime/x.ts` both stand in it. */
export const ROOT = fileURLToPath(new URL(IS_BUILT ? '../../' : '../', import.meta.url))

/** What a child process must be able to read to load its own code. */
export function readableCode(): readonly string[] {
  return IS_BUILT ? [fileURLToPath(new URL('./', import.meta.url))] : [ROOT]
}
