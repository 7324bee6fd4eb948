import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, it } from 'vitest'

// Common imports nothing, the two sides import common: see ARCHITECTURE.md.
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  shared: ['shared'],
  editor: ['editor', 'shared'],
  runtime: ['runtime', 'shared'],
  'nodes-library': ['nodes-library', 'shared'],
}

const IMPORT = /(?:^|\n)\s*(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map((found) => found[1] ?? (found[2] as string))
}

const sources = (folder: string) =>
  globSync(`${folder}/**/*.{ts,tsx}`).filter((file) => !/\.test(-support)?\.ts$/.test(file) && !file.includes('/assembly/'))

it.each(Object.entries(MAY_IMPORT))('%s imports only %j of ours', (folder, allowed) => {
  const wrong = sources(folder).flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith('.'))
      .map((target) => normalize(join(dirname(file), target)))
      .filter((target) => !allowed.includes(target.split('/')[0] as string))
      .map((target) => `${file} imports ${target}`))
  expect(wrong).toEqual([])
})

it('shared uses no Node module and no library that needs Node or a page', () => {
  const allowed = /^(\.|fflate$)/
  const wrong = sources('shared').flatMap((file) =>
    importsOf(file).filter((target) => !allowed.test(target) && file !== 'shared/zod.ts').map((target) => `${file} imports ${target}`))
  expect(wrong).toEqual([])
})

it.each(['ARCHITECTURE.md', 'README.md'])('%s names only files that are there', (document) => {
  const text = readFileSync(document, 'utf8')
  const named = [...text.matchAll(/`((?:editor|runtime|shared|nodes-library|test|docs)\/[\w./-]*)`|\]\(([\w./-]+)\)/g)]
    .map((found) => found[1] ?? (found[2] as string))
  expect(named.filter((name) => globSync(name).length === 0)).toEqual([])
})
