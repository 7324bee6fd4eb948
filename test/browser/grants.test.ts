import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { addByName, addComponent, connect, deploy, input, newFlow, node, output } from './editor.ts'
import { type Editor, openEditor } from './open-editor.ts'
import { openScene, type Scene } from './scene.ts'
import { counting } from './strangers.ts'

let scene: Scene
let editor: Editor
let page: Page
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())
beforeEach(async () => {
  editor = await openEditor(scene.browser, scene.product.editorUrl)
  page = editor.page
  await newFlow(page)
})
afterEach(() => editor.close())

it('grants a component what it failed at with one press, simulates it in the preview, and counts for real once it is deployed', async () => {
  await addComponent(page, 'visits.wasm', await counting())
  await addByName(page, 'http request', { x: 20, y: 120 })
  await addByName(page, 'count', { x: 320, y: 120 })
  await addByName(page, 'http reply', { x: 640, y: 120 })
  await connect(page, output(page, 'request', 'out'), input(page, 'count', 'after'))
  await connect(page, output(page, 'count', 'out'), input(page, 'reply', 'body'))

  const answer = page.getByRole('region', { name: 'Reply' })
  await answer.getByText('count failed').waitFor()
  await answer.getByRole('button', { name: 'Grant “Key-value store”' }).click()
  await node(page, 'count').getByText('1', { exact: true }).waitFor()
  await node(page, 'count').getByText('Key-value store').waitFor()
  await node(page, 'count').getByText('simulated').waitFor()

  await deploy(page)
  const ask = async () => (await fetch(`${scene.product.flowsUrl}/hello`)).text()
  expect([await ask(), await ask()]).toEqual(['1', '2'])
})
