import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { addByName, addComponent, connect, deploy, input, inspector, newFlow, node, output, pick } from './editor.ts'
import { openDocument } from './open-document.ts'
import { type Editor, eventually, openEditor } from './open-editor.ts'
import { openScene, type Scene } from './scene.ts'
import { counting, customers, hiding } from './strangers.ts'

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

it('takes for what a node asks in a preview what is typed in, and shows what a package between the two makes of it', async () => {
  await addComponent(page, 'customers.wasm', await customers())
  await addComponent(page, 'hiding.wasm', await hiding())
  await addByName(page, 'http request', { x: 20, y: 120 })
  await addByName(page, 'query', { x: 320, y: 120 })
  await addByName(page, 'http reply', { x: 640, y: 120 })
  await connect(page, output(page, 'request', 'out'), input(page, 'query', 'after'))
  await connect(page, output(page, 'query', 'out'), input(page, 'reply', 'body'))
  await pick(page, 'query')
  await inspector(page).getByRole('textbox', { name: 'statement' }).fill('SELECT email FROM customers')
  await inspector(page).getByRole('button', { name: 'Grant SQLite' }).click()

  const answer = page.getByRole('region', { name: 'Reply' })
  await answer.getByRole('button', { name: 'Type in an answer' }).click()
  const typed = inspector(page).getByRole('listitem', { name: 'SELECT email FROM customers' })
  await typed.getByRole('textbox', { name: 'Rows' }).fill('[{ "email": "ada@example.org" }]')
  await answer.getByText('ada@example.org').waitFor()

  const between = inspector(page).getByRole('combobox', { name: 'Put a package before fermyon:spin/sqlite@2.0.0' })
  await between.selectOption({ label: 'hiding.wasm' })
  await answer.getByText('ada@…').waitFor()
  await node(page, 'query').getByText('hiding').waitFor()
})

it('says what a package asks for and can stand before, and keeps the limits that are set for a node', async () => {
  await addComponent(page, 'domains.wasm', await hiding())
  await page.getByRole('button', { name: 'What to do with domains.wasm' }).click()
  await page.getByRole('menuitem', { name: 'About this package' }).click()
  const about = page.getByRole('dialog', { name: 'domains.wasm' })
  await about.getByRole('list', { name: 'Asks for' }).getByText('SQLite', { exact: true }).waitFor()
  await about.getByText('It can stand between other components and the host').waitFor()
  await page.keyboard.press('Escape')

  await addByName(page, 'upper', { x: 320, y: 120 })
  await inspector(page).getByRole('button', { name: 'Limits' }).click()
  await inspector(page).getByRole('textbox', { name: 'Memory' }).fill('32 MiB')
  await eventually(async () => (await openDocument(page)).flows['main']?.nodes['upper']?.limits).toEqual({ memoryBytes: 32 * 1024 ** 2 })
})
