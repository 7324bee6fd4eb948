import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { printTable, printTitle, times } from '../measure/table.ts'
import { ROOT } from '../servers/child.ts'

const DIR = join(ROOT, 'dist/editor')
const LIMIT_KB = 350

/** What a browser needs before the editor shows: scripts, the modules that they name up front, and style sheets. */
export function benchSize(): void {
  printTitle('size: the first load of the editor, gzipped')
  if (!existsSync(join(DIR, 'index.html'))) return console.log('  there is no built editor')
  const html = readFileSync(join(DIR, 'index.html'), 'utf8')
  const files = [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="\/?([^":]+\.(?:js|css))"/g)].map(
    (found) => found[1] as string,
  )
  const sizes = ['index.html', ...new Set(files)].map(
    (file) => [file, gzipSync(readFileSync(join(DIR, file)), { level: 9 }).length / 1000] as const,
  )
  const total = sizes.reduce((sum, [, kb]) => sum + kb, 0)
  printTable([
    ...sizes.map(([file, kb]) => [file, `${kb.toFixed(1)} kB`, '']),
    ['together', `${total.toFixed(1)} kB`, `${times(total / LIMIT_KB)} of ${LIMIT_KB} kB`],
  ])
}
