import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Locator, Page } from 'playwright-core'
import type { Directive } from '../../shared/directive/schema.ts'
import {
  addByName, connect, gripOf, input, inspector, leaveField, lowerPanel, newFlow, output, pick, wire,
} from './editor.ts'
import { openDocument } from './open-document.ts'
import { eventually, openEditor } from './open-editor.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())

interface Step {
  /** What undoing it is called. */
  readonly title: string
  readonly make: (page: Page) => Promise<unknown>
}

/** Every kind of edit, in an order in which each is possible. */
const STEPS: readonly Step[] = [
  { title: 'Add Button', make: (page) => hint(page, 'Button').click() },
  { title: 'Add Upper case', make: (page) => addByName(page, 'upper', { x: 480, y: 60 }) },
  { title: 'Set text', make: (page) => inspector(page).getByRole('textbox', { name: 'text' }).fill('typed') },
  { title: 'Rename', make: (page) => inspector(page).getByRole('textbox', { name: 'Label' }).fill('Shout') },
  { title: 'Note', make: async (page) => {
    await inspector(page).getByRole('button', { name: 'Note' }).click()
    await inspector(page).getByRole('textbox', { name: 'Note' }).fill('Loud.')
  } },
  { title: 'Disable', make: (page) => inspector(page).getByRole('button', { name: 'Disable' }).click() },
  { title: 'Connect', make: (page) => connect(page, output(page, 'manual', 'out'), input(page, 'upper', 'text')) },
  { title: 'Connect', make: (page) => connect(page, output(page, 'manual', 'out'), input(page, 'upper', 'after')) },
  { title: 'Disconnect', make: async (page) => {
    await wire(page, 'manual.out → upper.text').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Delete')
  } },
  { title: 'Move', make: async (page) => {
    const { x, y } = await gripOf(page, 'upper')
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x + 40, y + 80, { steps: 5 })
    await page.mouse.up()
  } },
  { title: 'Arrange', make: (page) => page.getByRole('button', { name: 'Arrange' }).click() },
  { title: 'Edit the sample', make: async (page) => {
    const panel = await lowerPanel(page, 'Sample event')
    await panel.getByRole('textbox', { name: 'Value' }).fill('"sent"')
  } },
  { title: 'Add a sample', make: (page) => page.getByRole('button', { name: 'Add a sample' }).click() },
  { title: 'Paste', make: async (page) => {
    await pick(page, 'upper')
    await page.keyboard.press('Control+c')
    await page.keyboard.press('Control+v')
  } },
  { title: 'Cut', make: (page) => page.keyboard.press('Control+x') },
  { title: 'Add On failure', make: (page) => addByName(page, 'on failure', { x: 40, y: 40 }) },
  { title: 'Error handler', make: (page) => inspector(page).getByRole('checkbox').check() },
  { title: 'Delete 3 nodes', make: async (page) => {
    await leaveField(page)
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
  } },
  { title: 'Add flow', make: (page) => page.getByRole('button', { name: 'Add a flow' }).click() },
  { title: 'Add HTTP request', make: (page) => hint(page, 'HTTP request').click() },
  { title: 'Set path', make: (page) => inspector(page).getByRole('textbox', { name: 'Path' }).fill('/second') },
  { title: 'Rename flow', make: async (page) => {
    await page.getByRole('link', { name: 'Flow 2' }).dblclick()
    await page.getByRole('textbox', { name: 'Flow\'s name' }).fill('The second')
    await page.keyboard.press('Enter')
  } },
  { title: 'Duplicate flow', make: async (page) => {
    await page.getByRole('link', { name: 'The second' }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Duplicate' }).click()
  } },
  { title: 'Delete flow', make: async (page) => {
    await page.getByRole('link', { name: 'The second', exact: true }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Delete' }).click()
  } },
  { title: 'Rename', make: async (page) => {
    await page.getByRole('textbox', { name: 'Application\'s name' }).fill('Another name')
    await page.keyboard.press('Enter')
  } },
]

/** What an empty canvas offers to begin with. */
function hint(page: Page, label: string): Locator {
  return page.getByRole('main').getByRole('button', { name: label, exact: true })
}

it('undoes and redoes every kind of edit from the keyboard, each exactly', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await newFlow(page)
  const documents: Directive[] = [await openDocument(page)]
  for (const { title, make } of STEPS) {
    await make(page)
    await page.getByRole('button', { name: `Undo: ${title}`, exact: true }).waitFor()
    await eventually(() => openDocument(page)).not.toEqual(documents.at(-1))
    documents.push(await openDocument(page))
  }
  await leaveField(page)
  for (const document of documents.slice(0, -1).reverse()) {
    await page.keyboard.press('Control+z')
    expect(await openDocument(page)).toEqual(document)
  }
  await page.getByRole('button', { name: 'Undo', exact: true }).waitFor()
  for (const document of documents.slice(1)) {
    await page.keyboard.press('Control+Shift+z')
    expect(await openDocument(page)).toEqual(document)
  }
  await close()
})
