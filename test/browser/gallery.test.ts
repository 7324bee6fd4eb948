import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Directive } from '../../shared/directive/schema.ts'
import { dropFile } from './drop-file.ts'
import { deploy, onWire, openExample, reply, saved } from './editor.ts'
import { eventually, openEditor } from './open-editor.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())

const EXAMPLES = fileURLToPath(new URL('../../nodes-library/examples/', import.meta.url))
const examples = readdirSync(EXAMPLES).map((name) => JSON.parse(readFileSync(EXAMPLES + name, 'utf8')) as Directive)

it.each(examples)('opens the example $label without problems, and its first sample gets a reply', async ({ label }) => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await openExample(page, label as string)
  await page.getByRole('button', { name: 'No problems' }).waitFor()
  await reply(page).getByText('200 OK').waitFor()
  await close()
})

const WHOLE = 'request.out.body → resize.picture'
const SMALL = 'resize.out → reply.body'

it('shows the pictures of the thumbnail service on its wires, each sample its own', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await openExample(page, 'Thumbnail service')
  await eventually(() => sizeOf(onWire(page, WHOLE))).toEqual({ width: 1000, height: 750 })
  await eventually(() => sizeOf(onWire(page, SMALL))).toEqual({ width: 320, height: 240 })
  await page.getByRole('option', { name: 'Balloon' }).click()
  await eventually(() => sizeOf(onWire(page, SMALL))).toEqual({ width: 320, height: 320 })
  await close()
})

it('previews a file that is dropped into the sample, and keeps it with the flow', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await openExample(page, 'Thumbnail service')
  await eventually(() => sizeOf(onWire(page, WHOLE))).toEqual({ width: 1000, height: 750 })
  const balloon = readFileSync(`${EXAMPLES}../samples/balloon.png`)
  await dropFile(page.getByRole('group', { name: 'Body file' }), 'mine.png', balloon)
  await eventually(() => sizeOf(onWire(page, WHOLE))).toEqual({ width: 320, height: 320 })
  await saved(page)
  await page.reload()
  await eventually(() => sizeOf(onWire(page, WHOLE))).toEqual({ width: 320, height: 320 })
  await page.getByRole('group', { name: 'Body file' }).getByText('mine.png').waitFor()
  await close()
})

/** In pixels of the picture itself. */
function sizeOf(value: Locator): Promise<{ readonly width: number; readonly height: number }> {
  return value.getByRole('img').evaluate(async (element) => {
    const picture = element as HTMLImageElement
    await picture.decode()
    return { width: picture.naturalWidth, height: picture.naturalHeight }
  })
}

it('keeps script in Markdown text, in the preview and on the page that is served', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  const dialogs: string[] = []
  page.context().on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await openExample(page, 'Markdown page')
  await page.getByRole('option', { name: 'With a script in it' }).click()
  const shown = reply(page).getByTitle('The HTML value').contentFrame()
  await shown.getByText('Hello <script>alert(1)</script> and').waitFor()
  await deploy(page)

  const served = await page.context().newPage()
  const text = encodeURIComponent('Hello <script>alert(2)</script> and **you**')
  await served.goto(`${scene.product.flowsUrl}/page/Careful?text=${text}`)
  expect(await served.getByText('Hello <script>').innerText()).toBe('Hello <script>alert(2)</script> and you')
  expect(dialogs).toEqual([])
  await close()
})
