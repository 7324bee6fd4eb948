import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  addByName, addComponent, connect, deploy, input, inspector, newFlow, node, output, saved, toast, wireNames,
} from './editor.ts'
import { dropFile } from './drop-file.ts'
import { eventually, openEditor } from './open-editor.ts'
import { startProduct, temporaryFolder, type Folder, type Product } from './product.ts'
import { openScene, type Scene } from './scene.ts'
import { greeter } from './strangers.ts'

let scene: Scene
let elsewhere: { readonly folder: Folder; readonly product: Product }
beforeAll(async () => {
  scene = await openScene()
  const folder = await temporaryFolder()
  elsewhere = { folder, product: await startProduct(folder.path) }
})
afterAll(async () => {
  await elsewhere.product.stop()
  await elsewhere.folder.remove()
  await scene.close()
})

it('exports an application with its components as one file, and an empty runtime imports and serves it', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await newFlow(page)
  await addComponent(page, 'greeter.wasm', await greeter())
  await addByName(page, 'http request', { x: 40, y: 60 })
  await addByName(page, 'greet', { x: 400, y: 60 })
  await inspector(page).getByRole('combobox', { name: 'manner' }).selectOption('plain')
  await addByName(page, 'http reply', { x: 600, y: 260 })
  await node(page, 'request').getByRole('button', { name: 'Open query into its members' }).click()
  await node(page, 'request').getByRole('textbox', { name: 'Member of out.query' }).fill('who')
  await page.keyboard.press('Enter')
  await connect(page, output(page, 'request', 'who'), input(page, 'greet', 'name'))
  await connect(page, output(page, 'greet', 'out'), input(page, 'reply', 'body'))
  await saved(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Application', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Export as a file' }).click()
  const file = await download
  const bytes = await readFile(await file.path())
  await close()

  const other = await openEditor(scene.browser, elsewhere.product.editorUrl)
  await dropFile(other.page.getByRole('heading', { name: 'Examples' }), file.suggestedFilename(), bytes)
  const wires = ['request.out.query.who → greet.name', 'greet.out → reply.body']
  await eventually(() => wireNames(other.page)).toEqual(wires)
  await other.page.getByRole('button', { name: 'greeter 1' }).waitFor()
  await deploy(other.page)
  expect(await (await fetch(`${elsewhere.product.flowsUrl}/hello?who=Ada`)).text()).toBe('Hi Ada')
  await other.close()
})

it('says what is wrong with a file that is no application', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  const file = new TextEncoder().encode('PK, but no more')
  await dropFile(page.getByRole('heading', { name: 'Examples' }), 'broken.runnel', file)
  await toast(page, 'broken.runnel could not be imported.').waitFor()
  await page.getByRole('button', { name: 'New flow' }).waitFor()
  await close(/422|400/)
})
