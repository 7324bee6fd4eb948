import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { addByName, connect, deploy, input, inspector, newFlow, onWire, output, pick, reply } from './editor.ts'
import { openDocument } from './open-document.ts'
import { eventually, openEditor } from './open-editor.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())

it('declares a variable where an input wants it, renames it with its bindings, and keeps it while it is used', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await newFlow(page)
  await addByName(page, 'http request', { x: 60, y: 90 })
  await addByName(page, 'surround', { x: 360, y: 60 })
  await inspector(page).getByRole('textbox', { name: 'before' }).fill('<< ')
  await inspector(page).getByRole('textbox', { name: 'after' }).fill(' >>')
  await inspector(page).getByRole('button', { name: 'Where before comes from' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'A variable of the application…' }).click()
  await page.getByRole('menuitem', { name: 'A new variable before' }).click()
  await addByName(page, 'http reply', { x: 640, y: 60 })
  await connect(page, output(page, 'request', 'path'), input(page, 'surround', 'text'))
  await connect(page, output(page, 'surround', 'out'), input(page, 'reply', 'body'))
  await eventually(() => onWire(page, 'surround.out → reply.body').innerText()).toBe('<< /hello >>')

  await pick(page, 'surround')
  await inspector(page).getByRole('button', { name: 'before', exact: true }).click()
  const row = page.getByRole('dialog', { name: 'Variables' }).getByRole('listitem', { name: 'before' })
  await row.getByRole('textbox', { name: 'Default' }).fill('[[ ')
  await row.getByRole('button', { name: 'Remove before' }).click()
  await row.getByRole('alert').getByText('before is in use.').waitFor()
  await row.getByText('main › surround › before').waitFor()
  await row.getByRole('textbox', { name: 'Name' }).fill('opening')
  await page.getByRole('listitem', { name: 'opening' }).getByRole('textbox', { name: 'Name' }).fill('Opening')
  await page.getByRole('alert').getByText('Use lower-case letters').waitFor()
  await page.keyboard.press('Escape')
  await eventually(() => onWire(page, 'surround.out → reply.body').innerText()).toBe('[[ /hello >>')
  expect(await openDocument(page)).toMatchObject({
    config: { opening: { type: 'string', default: '[[ ' } },
    flows: { main: { nodes: { surround: { in: { before: { config: 'opening' } } } } } },
  })

  await deploy(page)
  expect(await (await fetch(`${scene.product.flowsUrl}/hello`)).text()).toBe('[[ /hello >>')
  await reply(page).getByText('200').waitFor()
  await close()
})

it('leaves out of previews what only a deployment gives a value, and says so', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await newFlow(page)
  await addByName(page, 'upper', { x: 360, y: 60 })
  await inspector(page).getByRole('button', { name: 'Where text comes from' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'A variable of the application…' }).click()
  await page.getByRole('menuitem', { name: 'A new variable text' }).click()

  await variablesOf(page)
  const row = page.getByRole('listitem', { name: 'text', exact: true })
  await row.getByRole('button', { name: 'Take the default out' }).click()
  await row.getByText('The variable text has no default').waitFor()
  await row.getByRole('checkbox', { name: 'Secret' }).check()
  await row.getByText('RUNNEL_CONFIG_TEXT').waitFor()
  await page.keyboard.press('Escape')
  await inspector(page).getByText('The variable text is a secret').first().waitFor()
  await close()
})

async function variablesOf(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Application', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Variables…' }).click()
}
