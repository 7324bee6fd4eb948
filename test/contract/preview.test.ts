import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RunnerReport } from '../../shared/runner/messages.ts'
import { launchChromium } from '../browser/chromium.ts'
import { COLLECTING, coreExampleFlow, givenExamples, toldExamples } from './core-examples.ts'
import { exampleFlow, failedExamples, valuesOf } from './example-flow.ts'
import { openChild } from './child-runner.ts'
import { openTestLibrary, type TestLibrary } from './library.ts'
import { servePreview, type PreviewServer } from './preview-server.ts'
import { unlikeBefore } from '../integration/components.ts'
import { recordedFlow } from './recorded-flow.ts'
import { httpEvent, runnerContract } from './runner-contract.ts'
import { testedRunner, type TestedRunner } from './tested-runner.ts'

let shared: TestLibrary
let server: PreviewServer
let browser: Browser
let page: Page
let outDir: string
const reports = new Map<number, (report: RunnerReport) => void>()
let runners = 0

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'runnel-preview-'))
  shared = await openTestLibrary()
  server = await servePreview(outDir, shared.library)
  browser = await launchChromium()
  page = await browser.newPage()
  await page.exposeFunction('reportOf', (id: number, report: string) => reports.get(id)?.(JSON.parse(report, base64AsBytes) as RunnerReport))
  await page.goto(server.url)
})

afterAll(async () => {
  await browser.close()
  await server.close()
  await shared.close()
  await rm(outDir, { recursive: true })
})

async function openPreview(): Promise<TestedRunner> {
  const id = ++runners
  await page.evaluate((opened) => window.openRunner(opened), id)
  return testedRunner((onReport) => {
    reports.set(id, onReport)
    return {
      send: (command) => void page.evaluate(([to, text]) => window.sendCommand(to, text), [id, JSON.stringify(command, bytesAsBase64)] as const),
      close: () => page.evaluate((closed) => window.closeRunner(closed), id),
    }
  })
}

runnerContract("the preview's worker", openPreview)

it.each(['image', 'json', 'markup', 'math', 'text'])('every example of %s gives the same in preview and runtime, which is what it says', async (name) => {
  const { manifest, digest } = shared.library.list().find((each) => each.name.startsWith(`runnel:${name}@`))!
  const traces = []
  for (const open of [openPreview, () => openChild(shared.cacheDir)]) {
    const runner = await open()
    expect(await runner.load(exampleFlow(manifest!, digest))).toEqual([])
    traces.push((await runner.run('start', { kind: 'manual', value: null })).trace)
    await runner.close()
  }
  const [preview, runtime] = traces as [typeof traces[0], typeof traces[0]]
  expect(failedExamples(manifest!, preview)).toEqual([])
  expect(valuesOf(preview)).toEqual(valuesOf(runtime))
})

it('a run that was recorded in the runtime goes again bit for bit, there and in a preview', async () => {
  const { package: added } = await shared.library.add(await unlikeBefore(), 'odd.wasm')
  const directive = recordedFlow({ package: added.name, digest: added.digest })
  const event = httpEvent({ big: 1 })
  const runtime = await openChild(shared.cacheDir)
  const preview = await openPreview()
  expect([await runtime.load(directive), await preview.load(directive)]).toEqual([[], []])
  const recorded = await runtime.run('request', event)
  const anew = await runtime.run('request', event)
  expect(recorded.summary.failure).toBe(null)
  expect(recorded.recording.journal.filter(({ kind }) => kind === 'slept').length).toBe(6)
  expect(recorded.reply).not.toEqual(anew.reply)
  expect(await runtime.run('request', event, recorded.recording)).toEqual(recorded)
  const { reply, ...shown } = await preview.run('request', event, recorded.recording)
  expect({ ...shown, reply: { ...reply, body: Buffer.from(reply!.body) } }).toEqual({ ...recorded, reply: { ...recorded.reply, body: Buffer.from(recorded.reply!.body) } })
  await runtime.close()
  await preview.close()
})

it('every example of a core node gives the same in preview and runtime, which is what it says', async () => {
  for (const open of [openPreview, () => openChild(shared.cacheDir)]) {
    const runner = await open()
    expect(await runner.load(coreExampleFlow())).toEqual([])
    const { trace } = await runner.run('start', { kind: 'manual', value: null })
    expect(givenExamples(trace)).toEqual(toldExamples())
    await runner.close()
  }
})

it('a list that is collected is the same in preview and runtime', async () => {
  for (const open of [openPreview, () => openChild(shared.cacheDir)]) {
    const runner = await open()
    expect(await runner.load(COLLECTING)).toEqual([])
    const { trace } = await runner.run('start', { kind: 'manual', value: 3 })
    expect(valuesOf(trace)['all.out']).toEqual(['late', 3, 'early'])
    await runner.close()
  }
})

it('reaches nothing: no network, no storage, no page', async () => {
  await openPreview()
  const frame = page.frames().find((each) => each.url().endsWith('/sandbox.html'))!
  const attempt = (code: string) => frame.evaluate(code).then(() => 'reached', (error: Error) => error.message)
  expect(await attempt(`fetch('${server.url}')`)).toContain('Failed to fetch')
  expect(await attempt('localStorage.length')).toContain('allow-same-origin')
  expect(await attempt('parent.document.title')).toContain('Blocked a frame with origin "null"')
})

function bytesAsBase64(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value
}

function base64AsBytes(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || !('base64' in value)) return value
  return new Uint8Array(Buffer.from(value.base64 as string, 'base64'))
}
