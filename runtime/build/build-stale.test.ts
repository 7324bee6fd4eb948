import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buildStale } from './build-stale.ts'
import type { Target } from './targets.ts'

let root: string
let builds: number

const target: Target = {
  name: 'thing',
  inputs: ['src', 'one.txt'],
  output: 'dist/thing',
  async build() {
    builds++
    writeFileSync(join(root, 'dist/thing'), '')
  },
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runnel-build-'))
  builds = 0
  mkdirSync(join(root, 'src/deep'), { recursive: true })
  writeFileSync(join(root, 'src/deep/a.ts'), 'a')
})
afterEach(() => rmSync(root, { recursive: true }))

const build = () => buildStale(root, [target], () => {})

it.each([
  { name: 'nothing', change: () => {}, again: false },
  { name: 'a file’s content', change: () => writeFileSync(join(root, 'src/deep/a.ts'), 'b'), again: true },
  { name: 'a file’s name', change: () => writeFileSync(join(root, 'src/b.ts'), ''), again: true },
  { name: 'a file that was not there', change: () => writeFileSync(join(root, 'one.txt'), ''), again: true },
  { name: 'the output', change: () => rmSync(join(root, 'dist/thing')), again: true },
  { name: 'a test', change: () => writeFileSync(join(root, 'src/a.test.ts'), ''), again: false },
])('after a change of $name it is built again: $again', async ({ change, again }) => {
  await build()
  change()
  expect([await build(), builds]).toEqual(again ? [['thing'], 2] : [[], 1])
})

it('builds once when two ask at the same time', async () => {
  expect((await Promise.all([build(), build()])).flat()).toEqual(['thing'])
})

it('takes over from a process that died amid a build', async () => {
  mkdirSync(join(root, 'dist'))
  writeFileSync(join(root, 'dist/build.lock'), '4194303')
  expect(await build()).toEqual(['thing'])
})

it('builds again what failed', async () => {
  const failing: Target = { ...target, build: () => Promise.reject(new Error('no')) }
  await expect(buildStale(root, [failing], () => {})).rejects.toThrow('no')
  expect(await build()).toEqual(['thing'])
})
