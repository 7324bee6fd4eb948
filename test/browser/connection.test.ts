import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { PROTOCOL_VERSION } from '../../shared/protocol/messages.ts'
import { launchChromium } from './chromium.ts'
import { addByName, newFlow, nodeNames, saved } from './editor.ts'
import { eventually, openEditor } from './open-editor.ts'
import { portOf, startProduct, temporaryFolder, type Folder, type Product } from './product.ts'

// What the editor does when the runtime is another one than it was served by, or none at all.

let browser: Browser
let folder: Folder
let product: Product
beforeAll(async () => {
  folder = await temporaryFolder()
  browser = await launchChromium()
  product = await startProduct(folder.path)
})
afterAll(async () => {
  await browser.close()
  await product.stop()
  await folder.remove()
})

it('tells an editor of another version what to do, and doing it helps', async () => {
  const { page, close } = await openEditor(browser, 'about:blank')
  const editor = { version: 0 }
  await page.routeWebSocket(/\/api\/socket/, (line) => {
    const runtime = line.connectToServer()
    line.onMessage((message) => runtime.send(String(message).replace(/"protocol":\d+/, `"protocol":${editor.version}`)))
  })
  await page.goto(product.editorUrl)
  await page.getByRole('heading', { name: 'This editor is of another version than the runtime' }).waitFor()
  await page.getByText(`speaks version 0 of the protocol and the runtime version ${PROTOCOL_VERSION}`).waitFor()
  expect(await page.getByRole('button', { name: 'New flow' }).count()).toBe(0)
  editor.version = PROTOCOL_VERSION
  await page.getByRole('button', { name: 'Load again' }).click()
  await page.getByRole('button', { name: 'Thumbnail service' }).waitFor()
  await close()
})

it('keeps what is drawn while the runtime is away, and goes on with a runtime that was started anew', async () => {
  const { page, close } = await openEditor(browser, product.editorUrl)
  await newFlow(page)
  await addByName(page, 'button', { x: 60, y: 120 })
  const ports = { editor: portOf(product.editorUrl), flows: portOf(product.flowsUrl) }
  expect(await product.stop()).toBe(0)
  await page.getByRole('button', { name: 'No connection to the runtime' }).waitFor()
  await addByName(page, 'upper', { x: 400, y: 120 })
  await saved(page, 'Kept in this browser until the runtime is back')

  product = await startProduct(folder.path, ports)
  await saved(page)
  await addByName(page, 'trim', { x: 400, y: 320 })
  await saved(page)
  await page.reload()
  await eventually(() => nodeNames(page)).toEqual(['manual', 'upper', 'trim'])
  await close(/ERR_CONNECTION_REFUSED|WebSocket/)
})

it('shows in one window what was drawn in another', async () => {
  const [one, other] = [await openEditor(browser, product.editorUrl), await openEditor(browser, product.editorUrl)]
  await newFlow(one.page)
  await addByName(one.page, 'button', { x: 60, y: 120 })
  await saved(one.page)
  await other.page.goto(one.page.url())
  await eventually(() => nodeNames(other.page)).toEqual(['manual'])
  await addByName(one.page, 'upper', { x: 400, y: 120 })
  await eventually(() => nodeNames(other.page)).toEqual(['manual', 'upper'])
  await one.close()
  await other.close()
})
