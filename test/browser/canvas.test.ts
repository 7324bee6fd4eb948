import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import {
  addByName, canvas, connect, dragOver, gripOf, input, inspector, middleOf, newFlow, node, nodeNames, nodes, output,
  pick, toast, wire, wireNames,
} from './editor.ts'
import { type Editor, eventually, openEditor } from './open-editor.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
let editor: Editor
let page: Page
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())
beforeEach(async () => {
  editor = await openEditor(scene.browser, scene.product.editorUrl)
  page = editor.page
  await newFlow(page)
  await addByName(page, 'button', { x: 60, y: 120 })
  await addByName(page, 'upper', { x: 420, y: 60 })
  await addByName(page, 'trim', { x: 420, y: 260 })
})
afterEach(() => editor.close())

it('selects what a rectangle covers, moves it together, and copies it with the wires within', async () => {
  await connect(page, output(page, 'upper', 'out'), input(page, 'trim', 'text'))
  await dragOnCanvas({ x: 360, y: 440 }, { x: 690, y: 70 })
  await inspector(page).getByRole('heading', { name: '2 nodes are selected' }).waitFor()

  const places = () => Promise.all(['upper', 'trim'].map((id) => middleOf(node(page, id))))
  const before = await places()
  const grip = await gripOf(page, 'upper')
  await page.mouse.move(grip.x, grip.y)
  await page.mouse.down()
  await page.mouse.move(grip.x + 40, grip.y + 80, { steps: 4 })
  await page.mouse.up()
  const moved = async () => (await places()).map(({ x, y }, at) => ({ x: x - before[at]!.x, y: y - before[at]!.y }))
  await eventually(async () => (await moved()).every(({ x, y }) => x > 20 && y > 50)).toBe(true)
  const [upper, trim] = await moved()
  expect(trim).toEqual(upper)

  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await eventually(() => nodeNames(page)).toEqual(['manual', 'upper', 'trim', 'upper-2', 'trim-2'])
  expect(await wireNames(page)).toEqual(['upper.out → trim.text', 'upper-2.out → trim-2.text'])
  await page.keyboard.press('Delete')
  await eventually(() => nodeNames(page)).toEqual(['manual', 'upper', 'trim'])
})

it('adds to the selection with Shift, and shows all of the flow with one key', async () => {
  await pick(page, 'manual')
  await pick(page, 'trim', ['Shift'])
  await inspector(page).getByRole('heading', { name: '2 nodes are selected' }).waitFor()

  const button = page.getByRole('button', { name: 'Zoom in' })
  for (let times = 0; times < 4; times++) await button.click()
  await eventually(() => allVisible()).toBe(false)
  await page.keyboard.press('1')
  await eventually(() => allVisible()).toBe(true)
})

it('offers the nodes that fit when a wire is let go over nothing, and wires the chosen one up', async () => {
  await dragOver(page, output(page, 'trim', 'out'), canvas(page))
  const { x, y } = await middleOf(canvas(page))
  await page.mouse.move(x + 250, y + 150, { steps: 4 })
  await page.getByRole('status').getByText('Let go to add a node that fits').waitFor()
  await page.mouse.up()
  await page.getByRole('combobox', { name: 'Node\'s name' }).fill('length')
  await page.keyboard.press('Enter')
  await eventually(() => wireNames(page)).toEqual(['trim.out → length.text'])
})

it('puts the offered converter between ports that do not fit', async () => {
  await addByName(page, 'round', { x: 60, y: 320 })
  await dragOver(page, output(page, 'upper', 'out'), input(page, 'round', 'value'))
  await page.getByRole('status').getByText('Let go to put “Parse number” between.').waitFor()
  await page.mouse.up()
  const wires = ['parse-number.out → round.value', 'upper.out → parse-number.text']
  await eventually(() => wireNames(page)).toEqual(wires)
})

it('says why ports do not fit when nothing could be put between, and draws nothing', async () => {
  await addByName(page, 'grayscale', { x: 60, y: 320 })
  await connect(page, output(page, 'upper', 'out'), input(page, 'grayscale', 'picture'))
  await toast(page, 'These ports do not fit').waitFor()
  expect(await wireNames(page)).toEqual([])
})

it('replaces a wire, keeps both with Shift, and takes one away by its end', async () => {
  await connect(page, output(page, 'upper', 'out'), input(page, 'trim', 'text'))
  await connect(page, output(page, 'manual', 'out'), input(page, 'trim', 'text'))
  await eventually(() => wireNames(page)).toEqual(['manual.out → trim.text'])
  await dragOver(page, output(page, 'upper', 'out'), input(page, 'trim', 'text'))
  await page.keyboard.down('Shift')
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await eventually(() => wireNames(page)).toEqual(['manual.out → trim.text', 'upper.out → trim.text'])
  await wire(page, 'upper.out → trim.text').focus()
  await page.keyboard.press('Enter')
  await inspector(page).getByRole('button', { name: 'Disconnect' }).click()
  await eventually(() => wireNames(page)).toEqual(['manual.out → trim.text'])
})

async function dragOnCanvas(from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const box = await canvas(page).boundingBox()
  if (box === null) throw new Error('there is no canvas')
  await page.mouse.move(box.x + from.x, box.y + from.y)
  await page.mouse.down()
  await page.mouse.move(box.x + to.x, box.y + to.y, { steps: 5 })
  await page.mouse.up()
}

async function allVisible(): Promise<boolean> {
  const frame = await canvas(page).boundingBox()
  const boxes = await Promise.all((await nodes(page).all()).map((each) => each.boundingBox()))
  return boxes.every((box) => box !== null && frame !== null && box.x >= frame.x && box.y >= frame.y
    && box.x + box.width <= frame.x + frame.width && box.y + box.height <= frame.y + frame.height)
}
