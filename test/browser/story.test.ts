import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { misbehaving } from '../integration/components.ts'
import { launchChromium } from './chromium.ts'
import {
  addByName, addComponent, connect, deploy, dragOver, input, inspector, lowerPanel, middleOf, newFlow, node, nodeNames,
  onWire, openExample, output, reply, sampleBody, saved, takeFromPalette, toast, wireNames,
} from './editor.ts'
import { eventually, openEditor } from './open-editor.ts'
import { postJson } from './post-json.ts'
import { portOf, startProduct, temporaryFolder, type Folder, type Product } from './product.ts'

// The main job, as one person does it from the first page to a restart of the runtime.

let browser: Browser
let folder: Folder
let product: Product

beforeAll(async () => {
  folder = await temporaryFolder()
  browser = await launchChromium()
  product = await startProduct(folder.path)
})
afterAll(async () => {
  await browser.close()
  await product.stop()
  await folder.remove()
})

const WIRES = ['request.out.body.message → upper.text', 'upper.out → surround.text', 'surround.out → reply.body']

it('draws a flow, watches its values, deploys it, and finds all of it again after a restart', async () => {
  const first = await openEditor(browser, product.editorUrl)
  const { page } = first
  await page.getByRole('button', { name: 'Thumbnail service' }).waitFor()

  // Draw: from the palette, and by name.
  await newFlow(page)
  await takeFromPalette(page, 'HTTP request', { x: 170, y: 90 })
  await node(page, 'request').waitFor()
  await inspector(page).getByRole('combobox', { name: 'Method' }).selectOption('POST')
  await inspector(page).getByRole('textbox', { name: 'Path' }).fill('/shout')
  await inspector(page).getByRole('combobox', { name: 'Body' }).selectOption('json')
  await addByName(page, 'upper', { x: 330, y: 60 })
  await addByName(page, 'surround', { x: 330, y: 230 })
  await inspector(page).getByRole('textbox', { name: 'before' }).fill('<< ')
  await inspector(page).getByRole('textbox', { name: 'after' }).fill(' >>')
  await addByName(page, 'http reply', { x: 620, y: 60 })
  await sampleBody(page, { message: 'hello' })

  // Wire: a member of the body, named; then port to port.
  await node(page, 'request').getByRole('button', { name: 'Open body into its members' }).click()
  await node(page, 'request').getByRole('textbox', { name: 'Member of out.body' }).fill('message')
  await page.keyboard.press('Enter')
  await connect(page, output(page, 'request', 'message'), input(page, 'upper', 'text'))
  await connect(page, output(page, 'upper', 'out'), input(page, 'surround', 'text'))
  await eventually(() => wireNames(page)).toEqual(WIRES.slice(0, 2))

  // A wire that cannot be is refused in the hand, with the reason; ports that fit light up, and one of them takes it.
  await dragOver(page, output(page, 'surround', 'out'), input(page, 'reply', 'status'))
  await page.getByRole('status').getByText('string does not go into option<u16>.').waitFor()
  const [refused, allowed] = [await look(input(page, 'reply', 'status')), await look(input(page, 'reply', 'body'))]
  expect([refused, allowed]).toEqual([{ opacity: 0.22, halo: false }, { opacity: 1, halo: true }])
  const { x, y } = await middleOf(input(page, 'reply', 'body'))
  await page.mouse.move(x, y, { steps: 4 })
  await page.mouse.up()
  await eventually(() => wireNames(page)).toEqual(WIRES)

  // Watch: every wire has its value, and the reply is what a caller would get.
  await page.getByRole('button', { name: 'Arrange' }).click()
  await eventually(() => onWire(page, 'request.out.body.message → upper.text').innerText()).toBe('hello')
  await eventually(() => onWire(page, 'upper.out → surround.text').innerText()).toBe('HELLO')
  await eventually(() => onWire(page, 'surround.out → reply.body').innerText()).toBe('<< HELLO >>')
  await sampleBody(page, { message: 'good day' })
  await eventually(() => onWire(page, 'surround.out → reply.body').innerText()).toBe('<< GOOD DAY >>')
  const previewed = await onWire(page, 'surround.out → reply.body').innerText()
  await reply(page).getByText('200').waitFor()
  await reply(page).getByText(previewed).waitFor()

  // Deploy, and call what was drawn.
  await Promise.all([deploy(page), toast(page, `POST ${product.flowsUrl}/shout`).waitFor()])
  expect(await shout('good day')).toBe(previewed)

  // The run is in the list; picked, it shows its values where they passed, and how many did.
  const runs = await lowerPanel(page, 'Runs')
  await runs.getByRole('option', { name: /POST \/shout/ }).click()
  await runs.getByRole('region', { name: 'Run POST /shout' }).getByText('GOOD DAY', { exact: true }).waitFor()
  await eventually(() => onWire(page, 'upper.out → surround.text').innerText()).toBe('1\nGOOD DAY')
  expect(await shout('again')).toBe('<< AGAIN >>')
  await eventually(() => onWire(page, 'upper.out → surround.text').innerText()).toBe('2\nGOOD DAY')
  await eventually(() => runs.getByRole('option').count()).toBe(2)

  // A component of somebody else's comes into the library.
  await addComponent(page, 'stranger.wasm', await misbehaving())
  await page.getByRole('button', { name: /^stranger/ }).waitFor()
  await saved(page)

  await page.reload()
  await expectDrawn(page)
  await first.close()

  // All of it is there when the runtime has been started anew, and answers.
  await product.stop()
  product = await startProduct(folder.path, { editor: portOf(product.editorUrl), flows: portOf(product.flowsUrl) })
  expect(await shout('still there')).toBe('<< STILL THERE >>')
  const second = await openEditor(browser, product.editorUrl)
  await second.page.getByRole('link', { name: 'Untitled' }).click()
  await expectDrawn(second.page)
  await second.page.getByRole('button', { name: 'Deployed' }).waitFor()
  await second.page.getByRole('button', { name: /^stranger/ }).waitFor()
  const deployments = await lowerPanel(second.page, 'Deployments')
  await deployments.getByRole('listitem', { name: 'Deployment 1' }).getByText('live').waitFor()

  // Another application beside it.
  await second.page.getByRole('link', { name: 'All applications' }).click()
  await openExample(second.page, 'Branch on a reading')
  await deploy(second.page)
  const reading = await postJson(`${product.flowsUrl}/climate`, { celsius: 21.5 })
  expect(await reading.json()).toEqual({ verdict: 'comfortable', celsius: 21.5 })
  expect(await shout('both')).toBe('<< BOTH >>')
  await second.close()
})

/** Nodes, wires, the literal and the sample as they were drawn, and the preview that comes of them. */
async function expectDrawn(page: Page): Promise<void> {
  await eventually(() => nodeNames(page)).toEqual(['request', 'upper', 'surround', 'reply'])
  await eventually(() => wireNames(page)).toEqual(WIRES)
  await eventually(() => onWire(page, 'surround.out → reply.body').innerText()).toBe('<< GOOD DAY >>')
}

async function shout(message: string): Promise<string> {
  return (await postJson(`${product.flowsUrl}/shout`, { message })).text()
}

/** How a port's dot looks: it is drawn before the port's own box. */
function look(port: Locator): Promise<{ readonly opacity: number; readonly halo: boolean }> {
  return port.evaluate(async (element) => {
    await Promise.all(element.getAnimations({ subtree: true }).map(({ finished }) => finished))
    const style = getComputedStyle(element, '::before')
    return { opacity: Number(style.opacity), halo: style.boxShadow.includes('6px') }
  })
}
