import { afterAll, beforeAll, expect, it } from 'vitest'
import { addByName, canvas, connect, deploy, input, inspector, newFlow, node, output } from './editor.ts'
import { openDocument } from './open-document.ts'
import { eventually, openEditor } from './open-editor.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())

it('writes a comment where it stands, without ports, and no run knows of it', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await newFlow(page)
  await addByName(page, 'http request', { x: 60, y: 90 })
  await addByName(page, 'http reply', { x: 400, y: 90 })
  await connect(page, output(page, 'request', 'path'), input(page, 'reply', 'body'))
  await addByName(page, 'comment', { x: 60, y: 400 })
  await node(page, 'comment').getByText('Double-click to write').dblclick()
  await page.keyboard.type('Says where\nit was called.')
  await page.keyboard.press('Escape')
  await node(page, 'comment').getByText('Says where it was called.').waitFor()
  expect(await node(page, 'comment').getByRole('button').count()).toBe(0)
  const comment = async () => (await openDocument(page)).flows['main']?.nodes['comment']
  await eventually(comment).toEqual({ core: 'comment', with: { text: 'Says where\nit was called.' } })

  // All that was typed is one step.
  await page.keyboard.press('Control+z')
  await node(page, 'comment').getByText('Double-click to write').waitFor()
  await inspector(page).getByRole('textbox', { name: 'Comment' }).fill('Says where.')
  await canvas(page).getByText('Says where.').waitFor()

  await page.getByRole('button', { name: 'No problems' }).waitFor()
  await deploy(page)
  expect(await (await fetch(`${scene.product.flowsUrl}/hello`)).text()).toBe('/hello')
  await close()
})
