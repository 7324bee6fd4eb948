import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { fromWat } from '../../test/components/build.ts'
import { ProblemError } from '../../shared/directive/problem.ts'
import { digestOf, openAdmission } from '../admission/admit.ts'
import type { Admission } from '../admission/admit.ts'
import { admissionProgram } from '../admission/child-program.ts'
import { prebuildPackages } from './built-in.ts'
import type { Progress } from './built-in.ts'
import { openLibrary } from './library.ts'
import type { Library, LibraryOptions } from './library.ts'

const NOW_MS = 1_700_000_000_000

const component = (name: string): Promise<Uint8Array> => fromWat(`
  (component
    (core module $main (func (export "run") (result i32) (i32.const 1)))
    (core instance $core (instantiate $main))
    (func (export "${name}") (result u32) (canon lift (core func $core "run"))))`)

vi.setConfig({ testTimeout: 60_000 }) // children are started on a machine that may be busy

/** Of all tests that are not about the cache, so that each component is examined once. */
let cacheDir: string
beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'runnel-cache-'))
})
afterAll(() => rm(cacheDir, { recursive: true }))

let root: string
let builtInDir: string
let shipped: Uint8Array
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'runnel-library-'))
  onTestFinished(() => rm(root, { recursive: true }))
  builtInDir = join(root, 'built-in')
  shipped = await component('shipped')
  await mkdir(builtInDir)
  await writeFile(join(builtInDir, 'shipped.wasm'), shipped)
  const entry = { name: 'runnel:shipped', version: '1.0.0', file: 'shipped.wasm', digest: digestOf(shipped), size: shipped.length }
  await writeFile(join(builtInDir, 'index.json'), JSON.stringify({ packages: [entry] }))
})

function admissionIn(cache: string, entry = admissionProgram().entry): Admission {
  const admission = openAdmission({ cacheDir: resolve(root, cache), child: { ...admissionProgram(), entry } })
  onTestFinished(() => admission.close())
  return admission
}

const noChild = join(tmpdir(), 'there-is-no-such-file.js')

function open(options: Partial<LibraryOptions> = {}): Promise<Library> {
  return openLibrary({ dir: root, builtInDir, admission: admissionIn(cacheDir), nowMs: () => NOW_MS, onAdmitting() {}, ...options })
}

const namesOf = (library: Library): string[] => library.list().map(({ name }) => name)

async function codesOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(() => null, (thrown: unknown) => thrown)
  if (!(error instanceof ProblemError)) throw new Error(`no problem: ${String(error)}`)
  return error.problems.map(({ code }) => code)
}

it('the packages that ship are there, and it is said that they are admitted', async () => {
  const admitting: string[] = []
  const onAdmitting = (name: string) => admitting.push(name)
  const library = await open({ onAdmitting })
  await open({ onAdmitting })
  expect(library.list()).toMatchObject([
    { name: 'runnel:shipped', builtIn: true, digest: digestOf(shipped), sizeBytes: shipped.length, manifest: null },
  ])
  expect(admitting).toEqual(['runnel:shipped'])
  expect((await library.get(digestOf(shipped)))?.bytes).toEqual(Buffer.from(shipped))
})

it('an added package is there at once and after a restart', async () => {
  const bytes = await component('added')
  const library = await open()
  const added = await library.add(bytes, 'C:\\Downloads\\added\u0007.wasm')
  expect(added).toMatchObject({ warnings: [], package: { name: 'added.wasm', builtIn: false, addedMs: NOW_MS, sizeBytes: bytes.length } })

  const restarted = await open({ admission: admissionIn(cacheDir, noChild) })
  for (const each of [library, restarted]) {
    expect(namesOf(each)).toEqual(['runnel:shipped', 'added.wasm'])
    expect(each.package(digestOf(bytes))).toEqual(added.package)
    expect(each.component(digestOf(bytes))?.functions.map(({ path }) => path)).toEqual(['added'])
    expect((await each.get(digestOf(bytes)))?.bytes).toEqual(Buffer.from(bytes))
    expect((await each.transpiled(digestOf(bytes)))?.source).toContain('export function instantiate')
  }
})

it.each(['shipped', 'added'])('bytes that are there already change nothing: %s', async (name) => {
  const library = await open()
  const bytes = await component(name)
  await library.add(bytes, 'first.wasm')
  const before = library.list()
  expect(await library.add(bytes, 'second.wasm')).toMatchObject({ package: { digest: digestOf(bytes) } })
  expect(library.list()).toEqual(before)
})

it('what is no component is not kept', async () => {
  const library = await open()
  expect(await codesOf(library.add(new TextEncoder().encode('no component'), 'a.wasm'))).toEqual(['not-wasm'])
  expect(await readdir(join(root, 'packages'))).toEqual([])
})

it('a removed package is gone, also after a restart', async () => {
  const bytes = await component('added')
  const library = await open()
  await library.add(bytes, 'added.wasm')
  await library.remove(digestOf(bytes), [])
  expect(namesOf(library)).toEqual(['runnel:shipped'])
  expect(await library.get(digestOf(bytes))).toBeUndefined()
  expect(namesOf(await open())).toEqual(['runnel:shipped'])
})

it('a package that ships, is needed or is not there is not removed', async () => {
  const bytes = await component('added')
  const library = await open()
  await library.add(bytes, 'added.wasm')
  expect(await codesOf(library.remove(digestOf(shipped), []))).toEqual(['built-in'])
  expect(await codesOf(library.remove(digestOf(bytes), ['signup', 'thumbnails']))).toEqual(['in-use'])
  expect(await codesOf(library.remove('sha256:00', []))).toEqual(['unknown-package'])
  expect(namesOf(library)).toEqual(['runnel:shipped', 'added.wasm'])
})

it('a cache that the build filled saves the first start from admitting anything', async () => {
  const prebuilt = admissionIn('prebuilt')
  const progress: Progress[] = []
  await prebuildPackages(builtInDir, prebuilt, (step) => progress.push(step))
  expect(progress).toEqual([{ done: 1, total: 1, name: 'runnel:shipped' }])
  const library = await open({ prebuiltCacheDir: prebuilt.cacheDir, admission: admissionIn('cache', noChild) })
  expect((await library.transpiled(digestOf(shipped)))?.digest).toBe(digestOf(shipped))
})

it('a cache that was lost is made again from the stored bytes', async () => {
  const bytes = await component('added')
  await (await open()).add(bytes, 'added.wasm')
  const library = await open({ admission: admissionIn('other-cache') })
  expect(namesOf(library)).toEqual(['runnel:shipped', 'added.wasm'])
})

it('a stored package that was damaged is reported, and the others are there', async () => {
  const bytes = await component('added')
  await (await open()).add(bytes, 'added.wasm')
  const file = join(root, 'packages', `${digestOf(bytes).slice('sha256:'.length)}.wasm`)
  await writeFile(file, (await readFile(file)).subarray(0, 20))
  const library = await open({ admission: admissionIn('other-cache') })
  expect(namesOf(library)).toEqual(['runnel:shipped'])
  expect(library.problems).toMatchObject([{ code: 'damaged-package', message: expect.stringMatching(/^added\.wasm: /) }])
})

it('a stored package whose record was damaged is reported, and is there again once it is added', async () => {
  const bytes = await component('added')
  await (await open()).add(bytes, 'added.wasm')
  const file = join(root, 'packages', `${digestOf(bytes).slice('sha256:'.length)}.json`)
  await writeFile(file, '')
  const library = await open()
  expect(library.problems).toMatchObject([
    { code: 'damaged-package', message: `The stored file ${file} is damaged.`, mend: 'Add the package again.' },
  ])
  expect(namesOf(library)).toEqual(['runnel:shipped'])
  await library.add(bytes, 'again.wasm')
  expect(namesOf(await open())).toEqual(['runnel:shipped', 'again.wasm'])
})

it.each(['module.js', 'component.core.wasm', 'info.json', 'report.json'])(
  'a cache whose %s was cut off is made again from the stored bytes',
  async (name) => {
    const bytes = await component('added')
    const { folder } = await admissionIn('cut-off').admit(bytes)
    const whole = await readFile(join(folder, name), 'latin1')
    // How long it took is never the same.
    const timeless = (text: string) => text.replace(/"durationMs":\s*\d+/, '')
    await writeFile(join(folder, name), whole.slice(0, whole.length / 2), 'latin1')
    const admission = admissionIn('cut-off')
    expect(await admission.cached(digestOf(bytes))).toBe(null)
    await admission.admit(bytes)
    expect(timeless(await readFile(join(folder, name), 'latin1'))).toBe(timeless(whole))
  },
)

it('a built-in package that is not the one pinned is refused', async () => {
  await writeFile(join(builtInDir, 'shipped.wasm'), await component('another'))
  expect(await codesOf(open({ admission: admissionIn('empty-cache') }))).toEqual(['digest-mismatch'])
})

it('a store that cannot be written to is one clear problem', async () => {
  await writeFile(join(root, 'file'), '')
  expect(await codesOf(open({ dir: join(root, 'file') }))).toEqual(['store-unusable'])
})
