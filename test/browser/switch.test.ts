import { afterAll, beforeAll, it } from 'vitest'
import { switchSettings } from '../../editor/document/commands/switch-rules.ts'
import { addByName, connect, input, inspector, middleOf, newFlow, onWire, output, pick, sampleBody, wireNames } from './editor.ts'
import { openDocument } from './open-document.ts'
import { eventually, openEditor } from './open-editor.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())

it('sorts a value by rules that are written, renamed, reordered and removed in the inspector', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await newFlow(page)
  await addByName(page, 'http request', { x: 60, y: 60 })
  await inspector(page).getByRole('combobox', { name: 'Method' }).selectOption('POST')
  await inspector(page).getByRole('combobox', { name: 'Body' }).selectOption('json')
  await sampleBody(page, { room: 'attic', celsius: 31 })
  await addByName(page, 'switch', { x: 330, y: 60 })
  await connect(page, output(page, 'request', 'body'), input(page, 'switch', 'value'))
  await addByName(page, 'debug', { x: 640, y: 60 })
  await connect(page, output(page, 'switch', 'match'), input(page, 'debug', 'value'))

  // A rule on a member; the wire follows its port's new name.
  await pick(page, 'switch')
  const rules = inspector(page).getByRole('list', { name: 'Rules' })
  const rule = (number: number) => rules.getByRole('listitem', { name: `Rule ${number}` })
  await rule(1).getByRole('textbox', { name: 'Member that rule 1 looks at' }).fill('celsius')
  await rule(1).getByRole('combobox', { name: 'Condition of rule 1' }).selectOption('is more than')
  await rule(1).getByRole('textbox', { name: 'Value of rule 1' }).fill('25')
  await rule(1).getByRole('textbox', { name: 'Port of rule 1' }).fill('too hot')
  await rule(1).getByRole('alert').getByText('lower-case words').waitFor()
  await rule(1).getByRole('textbox', { name: 'Port of rule 1' }).fill('hot')
  await page.keyboard.press('Enter')
  await eventually(() => wireNames(page)).toEqual(['request.out.body → switch.value', 'switch.out.hot → debug.value'])
  await eventually(() => onWire(page, 'switch.out.hot → debug.value').innerText()).toContain('attic')

  // Another rule goes before it: by the keyboard, back with the pointer, and with the keyboard again.
  await inspector(page).getByRole('button', { name: 'Add a rule' }).click()
  await rule(2).getByRole('textbox', { name: 'Member that rule 2 looks at' }).fill('room')
  await rule(2).getByRole('textbox', { name: 'Value of rule 2' }).fill('attic')
  await rule(2).getByRole('button', { name: 'Move rule 2', exact: true }).press('ArrowUp')
  const order = async () => {
    const { flows } = await openDocument(page)
    return switchSettings(flows['main']!.nodes['switch']!)?.rules.map(({ name }) => name)
  }
  await eventually(order).toEqual(['match', 'hot'])
  await eventually(() => onWire(page, 'switch.out.hot → debug.value').count()).toBe(0)
  const [from, to] = [await middleOf(rule(1).getByRole('button', { name: 'Move rule 1', exact: true })), await middleOf(rule(2))]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y + 30, { steps: 6 })
  await page.mouse.up()
  await eventually(order).toEqual(['hot', 'match'])
  await rule(2).getByRole('button', { name: 'Move rule 2', exact: true }).focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await eventually(order).toEqual(['match', 'hot'])

  // A rule that goes takes its wire with it; undone, both are back.
  await rule(2).getByRole('button', { name: 'Remove rule 2' }).click()
  await eventually(() => wireNames(page)).toEqual(['request.out.body → switch.value'])
  await page.getByRole('button', { name: /^Undo/ }).click()
  await eventually(() => wireNames(page)).toEqual(['request.out.body → switch.value', 'switch.out.hot → debug.value'])

  // Without a port for the rest, and without a rule at all, it says what is wrong.
  await inspector(page).getByRole('button', { name: 'Take the port of the rest out' }).click()
  await rule(2).getByRole('button', { name: 'Remove rule 2' }).click()
  await rule(1).getByRole('button', { name: 'Remove rule 1' }).click()
  await inspector(page).getByText('rules').filter({ hasText: 'at least' }).first().waitFor()
  await close()
})
