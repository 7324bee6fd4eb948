import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import {
  addByName, connect, deploy, input, inspector, leaveField, lowerPanel, newFlow, node, onWire, output, pick, reply, sampleBody,
  takeFromPalette, toast, wireNames,
} from './editor.ts'
import { eventually, openEditor } from './open-editor.ts'
import { postJson } from './post-json.ts'
import { openScene, type Scene } from './scene.ts'

// A flow that is drawn before its functions are there.

let scene: Scene
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())

const WIRES = [
  'request.out.body.amount → read-the-amount.amount', 'read-the-amount.out → drop-the-sign.n', 'drop-the-sign.out → reply.body',
]

it('becomes the product: drawn blank, watched on samples, refused, filled from the library, deployed', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await newFlow(page)
  await takeFromPalette(page, 'HTTP request', { x: 60, y: 90 })
  await inspector(page).getByRole('combobox', { name: 'Method' }).selectOption('POST')
  await inspector(page).getByRole('textbox', { name: 'Path' }).fill('/napkin')
  await inspector(page).getByRole('combobox', { name: 'Body' }).selectOption('json')
  await sampleBody(page, { amount: '-12.5' })

  // Two steps that nobody has made yet, by the names that they will have.
  await addByName(page, 'Read the amount', { x: 330, y: 60 })
  const signature = inspector(page).getByRole('textbox', { name: 'Signature' })
  await signature.fill('func(amount: strng) -> result<f64, string>')
  await inspector(page).getByRole('alert').getByText('strng').waitFor()
  await signature.fill('func(amount: string) -> result<f64, string>')
  await inspector(page).getByRole('button', { name: 'Type in a sample' }).click()
  await inspector(page).getByRole('textbox', { name: 'Sample ok' }).fill('-7')
  await addByName(page, 'Drop the sign', { x: 330, y: 300 })
  await inspector(page).getByRole('textbox', { name: 'Signature' }).fill('func(n: f64) -> f64')
  await inspector(page).getByRole('button', { name: 'Type in a sample' }).click()
  await inspector(page).getByRole('textbox', { name: 'Sample' }).fill('7')
  await addByName(page, 'http reply', { x: 640, y: 90 })

  await node(page, 'request').getByRole('button', { name: 'Open body into its members' }).click()
  await node(page, 'request').getByRole('textbox', { name: 'Member of out.body' }).fill('amount')
  await page.keyboard.press('Enter')
  await connect(page, output(page, 'request', 'amount'), input(page, 'read-the-amount', 'amount'))
  await connect(page, output(page, 'read-the-amount', 'out'), input(page, 'drop-the-sign', 'n'))
  await connect(page, output(page, 'drop-the-sign', 'out'), input(page, 'reply', 'body'))
  await eventually(() => wireNames(page)).toEqual(WIRES)

  // It runs on what was typed in.
  await page.getByRole('button', { name: 'Arrange' }).click()
  await eventually(() => values(page)).toEqual(['-12.5', '-7', '7'])
  await reply(page).getByText('200').waitFor()

  // It is not deployed, and the places are said.
  await page.getByRole('button', { name: 'Deploy', exact: true }).click()
  const problems = await lowerPanel(page, 'Problems')
  await problems.getByText('The node read-the-amount is blank: it has no function yet.').waitFor()
  await problems.getByRole('button', { name: 'The node drop-the-sign is blank: it has no function yet.' }).click()
  await eventually(() => inspector(page).getByRole('textbox', { name: 'Label' }).inputValue()).toBe('Drop the sign')

  // A function that does not fit is refused with the reason; one that fits takes the place, dropped or from the list.
  await dropOn(page, 'Upper case', 'drop-the-sign')
  await toast(page, 'It has no parameter for n.').waitFor()
  await dropOn(page, 'Absolute value', 'drop-the-sign')
  await toast(page, 'In it n is value.').waitFor()
  await pick(page, 'read-the-amount')
  await inspector(page).getByRole('button', { name: 'Fill with Parse number' }).click()
  await eventually(() => wireNames(page)).toEqual([
    'request.out.body.amount → read-the-amount.text', 'read-the-amount.out → drop-the-sign.value', WIRES[2],
  ])
  await eventually(() => inspector(page).getByRole('textbox', { name: 'Label' }).inputValue()).toBe('Read the amount')
  await page.getByRole('button', { name: 'No problems' }).waitFor()

  // Undone in one step, and done again.
  await leaveField(page)
  await page.keyboard.press('Control+z')
  await inspector(page).getByRole('textbox', { name: 'Signature' }).waitFor()
  await eventually(() => wireNames(page)).toEqual([WIRES[0], 'read-the-amount.out → drop-the-sign.value', WIRES[2]])
  await page.keyboard.press('Control+Shift+Z')
  await page.getByRole('button', { name: 'No problems' }).waitFor()

  await deploy(page)
  const answer = await postJson(`${scene.product.flowsUrl}/napkin`, { amount: '-12.5' })
  expect([answer.status, await answer.text()]).toEqual([200, '12.5'])
  await close()
})

function values(page: Page): Promise<readonly string[]> {
  return Promise.all(WIRES.map((name) => onWire(page, name).innerText()))
}

/** Drags an entry of the palette onto a node. */
async function dropOn(page: Page, label: string, id: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search nodes' }).fill(label)
  const entry = page.getByRole('complementary', { name: 'Palette' }).getByRole('button', { name: label, exact: true })
  await entry.dragTo(node(page, id))
  await page.getByRole('searchbox', { name: 'Search nodes' }).fill('')
}
