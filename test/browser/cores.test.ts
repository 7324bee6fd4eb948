import { afterAll, beforeAll, it } from 'vitest'
import { addByName, connect, dragOver, input, inspector, newFlow, output, pick, wireNames } from './editor.ts'
import { eventually, openEditor } from './open-editor.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())

it('gives a port of any type the type of what is connected, and says while a wire is drawn what does not fit', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await newFlow(page)
  await addByName(page, 'upper', { x: 60, y: 60 })
  await addByName(page, 'gate', { x: 420, y: 60 })
  await addByName(page, 'join lists', { x: 420, y: 300 })
  await pick(page, 'gate')
  await inspector(page).getByText('T', { exact: true }).first().waitFor()

  await connect(page, output(page, 'upper', 'out'), input(page, 'gate', 'value'))
  await inspector(page).getByText('string', { exact: true }).first().waitFor()

  await dragOver(page, output(page, 'gate', 'out'), input(page, 'concat', 'first'))
  await page.getByRole('status').getByText('string does not go into list<T>.').waitFor()
  await page.mouse.up()
  const wires = ['upper.out → gate.value', 'parse-json.out → concat.first', 'gate.out → parse-json.text']
  await eventually(() => wireNames(page)).toEqual(wires)
  await close()
})
