import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { componentEmbed, componentNew } from '@bytecodealliance/jco-transpile/wasm-tools'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'
import { fromWat } from '../../test/components/build.ts'
import { loadModule } from '../../test/components/host.ts'
import { createComponentHost } from '../../shared/host/component-host.ts'
import { ProblemError } from '../../shared/directive/problem.ts'
import type { Problem } from '../../shared/directive/problem.ts'
import { digestOf, openAdmission } from './admit.ts'
import type { Admission } from './admit.ts'
import { admissionProgram } from './child-program.ts'
import type { ChildProgram } from './child-program.ts'
import type { AdmissionLimits } from './run-child.ts'
import { readTranspiled, transpiledFolder } from './transpiled-files.ts'

vi.setConfig({ testTimeout: 60_000 }) // children are started on a machine that may be busy

let folder: string
let component: Uint8Array
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'runnel-admission-'))
  component = await fromWat(ADD)
})
afterAll(() => rm(folder, { recursive: true }))

const ADD = `
(component
  (core module $main (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
  (core instance $core (instantiate $main))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $core "add"))))`

function admissionIn(cacheDir: string, limits: Partial<AdmissionLimits> = {}, child: ChildProgram = admissionProgram()): Admission {
  const admission = openAdmission({ cacheDir: join(folder, cacheDir), child, limits })
  onTestFinished(() => admission.close())
  return admission
}

/** A child of the test's own, which does what it says instead of examining anything. */
async function childThat(name: string, code: string): Promise<ChildProgram> {
  const entry = join(folder, `${name}.mjs`)
  await writeFile(entry, code)
  return { execPath: process.execPath, entry, readable: [join(folder, '*')] }
}

async function refused(admission: Admission, bytes: Uint8Array): Promise<Problem> {
  const error = await admission.admit(bytes).then(() => null, (thrown: unknown) => thrown)
  if (!(error instanceof ProblemError)) throw new Error(`not refused: ${String(error)}`)
  return error.problems[0] as Problem
}

it('an admitted component can be called from what the cache holds', async () => {
  const admitted = await admissionIn('called').admit(component)
  expect(admitted).toMatchObject({ digest: digestOf(component), manifest: null, warnings: [], cores: ['component.core.wasm'] })
  const host = await createComponentHost(await readTranspiled(admitted.folder), loadModule)
  const instance = host.acquire({ nowMs: () => 0, randomBytes: () => new Uint8Array(), log: () => {} })
  expect(instance.call(admitted.info.functions[0]!, [2, 3])).toEqual({ ok: true, value: 5 })
})

it('a component of which one function takes a stream is admitted for the others', async () => {
  const witSource = 'package a:b; world w { export watch: func(s: stream<u8>); export add: func(a: u8) -> u8; }'
  const core = await componentEmbed({ dummy: true, witSource })
  const { info } = await admissionIn('streams').admit(new Uint8Array(await componentNew(core)))
  expect(info.functions.map(({ path }) => path)).toEqual(['add'])
  expect(info.unusable).toEqual([
    { path: 'watch', reason: 'Its parameter "s" holds a stream, which no wire can carry yet.' },
  ])
})

/** Exports a type beside its interfaces, as `type` says, for which jco has no words. */
const exportingType = (type: string, more = '') => `
(component
  ${type}
  (export $exported "thing" (type $thing))
  (core module $main
    (memory (export "memory") 1)
    (global $calls (mut i32) (i32.const 0))
    (func (export "count") (result i32)
      (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
      (global.get $calls)))
  (core instance $core (instantiate $main))
  (func (export "count") (result u32) (canon lift (core func $core "count")))
  ${more})`

it.each([
  ['a resource', '(type $thing (resource (rep i32)))', [
    '(func (export "make") (result (own $exported)) (canon lift (core func $core "count")))',
    { path: 'make', reason: 'Its result holds a handle of the resource "thing", which no wire can carry yet.' },
  ]],
  ['a record', '(type $thing (record (field "a" u32)))', ['', null]],
] as const)('a component that exports %s beside its interfaces is admitted, and called by the binder', async (what, type, [more, unusable]) => {
  const { info, folder: cached, report } = await admissionIn(`beside ${what}`).admit(await fromWat(exportingType(type, more)))
  expect([info.functions.map(({ path }) => path), info.unusable, report.generatedBecause, report.sourceBytes])
    .toEqual([['count'], unusable === null ? [] : [unusable], null, 0])
  for (const asked of ['binder', 'generated'] as const) {
    const host = await createComponentHost(await readTranspiled(cached), loadModule, asked)
    const calls = [1, 2].map(() => {
      const instance = host.acquire({ nowMs: () => 0, randomBytes: () => new Uint8Array(), log: () => {} })
      const given = [instance.call(info.functions[0]!, []), instance.call(info.functions[0]!, [])]
      instance.release()
      return given
    })
    const counted = [{ ok: true, value: 1 }, { ok: true, value: 2 }]
    expect([host.caller, calls]).toEqual(['binder', [counted, counted]])
  }
})

it('the report says what went in and what came out', async () => {
  const { folder: cached, report } = await admissionIn('report').admit(component)
  expect(JSON.parse(await readFile(join(cached, 'report.json'), 'utf8'))).toEqual(report)
  expect(report).toMatchObject({ sizeBytes: component.length, imports: [] })
  expect(report.sourceBytes).toBe((await stat(join(cached, 'module.js'))).size)
  expect(report.coresBytes).toBe((await stat(join(cached, 'component.core.wasm'))).size)
})

const bytesOf = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes)
const PREAMBLE = [0x00, 0x61, 0x73, 0x6d]

it.each([
  ['text', 'not-wasm', () => new TextEncoder().encode('hello, this is no WebAssembly')],
  ['nothing at all', 'not-wasm', () => new Uint8Array()],
  ['a core module', 'core-module', () => bytesOf(...PREAMBLE, 1, 0, 0, 0)],
  ['a component that ends in the middle', 'malformed', () => component.subarray(0, component.length - 10)],
  ['a component with a name that could be code', 'limit', () => fromWat(ADD.replaceAll('"add"', '"a`b"').replace('(export "a`b") (param "a"', '(export "add") (param "a"'))],
  ['a component with code that is not valid', 'malformed', () => fromWat(ADD.replace('i32.add', 'i64.add'))],
])('%s is refused as %s', async (_, code, bytes) => {
  const problem = await refused(admissionIn('refused'), await bytes())
  expect(problem).toMatchObject({ code, severity: 'error', place: {} })
  expect(problem.message).toMatch(/^[A-Z].*\.$/s)
})

it('a limit is named with what it allows', async () => {
  const locals = await fromWat(ADD.replace('(i32.add', `(local ${'i32 '.repeat(2_001)}) (i32.add`))
  expect((await refused(admissionIn('limit'), locals)).message).toContain('"locals" is 2,000')
})

it('what was admitted is not examined again, by nobody', async () => {
  await admissionIn('again').admit(component)
  const crashing = await childThat('crashing', 'process.exit(3)')
  const again = await admissionIn('again', {}, crashing).admit(component)
  expect(again).toEqual(await admissionIn('again').cached(digestOf(component)))
})

it('the same bytes twice at once are examined once', async () => {
  const admission = admissionIn('twice')
  const [one, other] = await Promise.all([admission.admit(component), admission.admit(component)])
  expect(one).toBe(other)
})

it('a damaged cache entry is made again', async () => {
  const admission = admissionIn('damaged')
  const admitted = await admission.admit(component)
  await writeFile(join(admitted.folder, 'info.json'), '{')
  expect(await admission.cached(admitted.digest)).toBeNull()
  const again = await admission.admit(component)
  expect({ ...again, report: null }).toEqual({ ...admitted, report: null })
})

it.each([
  ['takes too long', 'too-slow', { timeMs: 300 }, 'setInterval(() => {}, 1000)'],
  ['loops for ever', 'too-slow', { timeMs: 300 }, 'for (;;);'],
  ['writes without end', 'too-big', { outputBytes: 1024 }, 'for (;;) process.stdout.write("x".repeat(1e5)); '],
  ['says too much', 'too-big', { descriptionBytes: 1024 }, `
    const json = Buffer.from(JSON.stringify({ kind: 'refused', code: 'limit', message: 'x'.repeat(2000) }))
    const length = Buffer.alloc(4); length.writeUInt32LE(json.length)
    process.stdout.write(Buffer.concat([length, json]))`],
  ['takes more memory than there is', 'too-big', { memoryBytes: 64 * 1024 * 1024 }, 'const kept = []; for (;;) kept.push(new Array(1e5).fill(0.5))'],
  ['ends without an answer', 'crashed', {}, ''],
  ['answers nonsense', 'crashed', {}, 'process.stdout.write("\\x05\\0\\0\\0{}}}}")'],
  ['answers less than it announces', 'crashed', {}, `
    const json = Buffer.from(JSON.stringify({ kind: 'admitted', component: {}, sourceBytes: 10, manifestBytes: null, cores: [] }))
    const length = Buffer.alloc(4); length.writeUInt32LE(json.length)
    process.stdout.write(Buffer.concat([length, json]))`],
  ['names a file outside of its folder', 'crashed', {}, `
    const json = Buffer.from(JSON.stringify({ kind: 'admitted', component: {}, sourceBytes: 0, manifestBytes: null, cores: [{ name: '../x', sizeBytes: 0 }] }))
    const length = Buffer.alloc(4); length.writeUInt32LE(json.length)
    process.stdout.write(Buffer.concat([length, json]))`],
  ['crashes', 'crashed', {}, 'process.kill(process.pid, "SIGSEGV")'],
])('a child that %s is ended and reported as %s', async (name, code, limits, program) => {
  const admission = admissionIn('children', limits, await childThat(name.replaceAll(' ', '-'), program))
  expect((await refused(admission, component)).code).toBe(code)
  expect(await admission.cached(digestOf(component))).toBeNull()
})

it.each([
  ['read a file that is none of its business', 'import("node:fs").then((fs) => fs.readFileSync("/etc/hostname"))'],
  ['use the network', 'import("node:net").then((net) => net.connect(9, "127.0.0.1").on("error", (error) => { throw error }))'],
  ['start a program', 'import("node:child_process").then((process) => process.spawn("true"))'],
  ['write a file', 'import("node:fs").then((fs) => fs.writeFileSync("/tmp/runnel-should-not-be-there", ""))'],
])('a child may not %s', async (name, program) => {
  const problem = await refused(admissionIn('children', {}, await childThat(name.replaceAll(' ', '-'), program)), component)
  expect(problem.message).toContain('Access to this API has been restricted')
})

it('a child sees no environment', async () => {
  const child = await childThat('environment', 'throw new Error("error: " + Object.keys(process.env).join())')
  expect((await refused(admissionIn('environment', {}, child), component)).message).not.toContain('PATH')
})

it('closing ends what is under way', async () => {
  const admission = admissionIn('closing', {}, await childThat('closing', 'setInterval(() => {}, 1000)'))
  const answer = refused(admission, component)
  await admission.close()
  expect((await answer).code).toBe('closed')
})

it('a cache folder is whole or not there', async () => {
  const cacheDir = join(folder, 'blocked')
  const place = transpiledFolder(cacheDir, digestOf(component))
  await mkdir(join(place, '..'), { recursive: true })
  await writeFile(place, 'something else stands here')
  const admission = admissionIn('blocked')
  expect((await admission.admit(component)).folder).toBe(place)
  expect((await readTranspiled(place)).digest).toBe(digestOf(component))
})
