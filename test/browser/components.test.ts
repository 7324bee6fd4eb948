import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { misbehaving } from '../integration/components.ts'
import { dropFile } from './drop-file.ts'
import {
  addByName, addComponent, canvas, connect, input, inspector, newFlow, node, onWire, output, pick, toast,
} from './editor.ts'
import { type Editor, eventually, openEditor } from './open-editor.ts'
import { openScene, type Scene } from './scene.ts'
import { dice, greeter } from './strangers.ts'

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
// What the browser says of a refused upload by itself.
afterEach(() => editor.close(/status of 422/))

it('makes nodes with forms of a stranger\'s component that is dropped onto the window, and previews one', async () => {
  await addComponent(page, 'greeter.wasm', await greeter())
  await page.getByRole('button', { name: 'greeter 1' }).waitFor()
  await addByName(page, 'button', { x: 40, y: 120 })
  await addByName(page, 'greet', { x: 420, y: 120 })
  await inspector(page).getByRole('combobox', { name: 'manner' }).selectOption('formal')
  await inspector(page).getByRole('textbox', { name: 'name' }).fill('Ada')
  await connect(page, output(page, 'manual', 'out'), input(page, 'greet', 'after'))
  await node(page, 'greet').getByText('Good day, Ada.').waitFor()
})

it('says of a file that is no component what it is, and goes on', async () => {
  await dropFile(canvas(page), 'picture.wasm', new TextEncoder().encode('GIF89a'))
  await toast(page, 'picture.wasm could not be added.').waitFor()
  await addByName(page, 'button', { x: 40, y: 120 })
  await node(page, 'manual').getByText('null').waitFor()
})

it('ends a component that loops for ever, names its node, and previews on once it is out of the way', async () => {
  await addComponent(page, 'bad.wasm', await misbehaving())
  await addByName(page, 'button', { x: 40, y: 120 })
  await addByName(page, 'spin', { x: 420, y: 120 })
  await connect(page, output(page, 'manual', 'out'), input(page, 'spin', 'after'))
  const result = page.getByRole('region', { name: 'Result' })
  await result.getByRole('button', { name: 'spin' }).waitFor()
  await result.getByText('The preview was ended: it gave no answer for 5 s.').waitFor()
  await pick(page, 'spin')
  await page.keyboard.press('e')
  await result.getByText('The run went well').waitFor()
})

it('shows a trap on the node that trapped, with what follows it left alone', async () => {
  await addComponent(page, 'bad.wasm', await misbehaving())
  await addByName(page, 'button', { x: 40, y: 120 })
  await addByName(page, 'trap', { x: 420, y: 120 })
  await connect(page, output(page, 'manual', 'out'), input(page, 'trap', 'after'))
  await page.getByRole('region', { name: 'Result' }).getByText('trap failed').waitFor()
})

it('calls only what comes after an edit again', async () => {
  await addComponent(page, 'dice.wasm', await dice())
  await addByName(page, 'button', { x: 20, y: 120 })
  await addByName(page, 'roll', { x: 300, y: 60 })
  await connect(page, output(page, 'manual', 'out'), input(page, 'roll', 'after'))
  await addByName(page, 'dice add', { x: 620, y: 60 })
  await connect(page, output(page, 'roll', 'out'), input(page, 'add', 'number'))
  await page.getByRole('button', { name: 'Arrange' }).click()
  const rolled = () => onWire(page, 'roll.out → add.number').innerText()
  const rolls = []
  for (const more of ['1', '2', '3']) {
    await inspector(page).getByRole('textbox', { name: 'more' }).fill(more)
    const sum = async () => String(BigInt(await rolled()) + BigInt(more))
    await eventually(async () => node(page, 'add').getByText(await sum(), { exact: true }).count()).toBe(1)
    rolls.push(await rolled())
  }
  expect(new Set(rolls).size).toBe(1)

  // What it gives would be another number each time: switched off and on, it is called again.
  await pick(page, 'roll')
  await page.keyboard.press('e')
  await node(page, 'roll').getByText('no value yet').waitFor()
  await page.keyboard.press('e')
  await eventually(rolled).not.toBe(rolls[0])
})
