import type { Locator, Page } from 'playwright-core'
import { dropFile } from './drop-file.ts'

// What a person sees and does in the editor, one function each. Everything is found by role and name.

/** Drops a component's file onto the window and waits until it is in the library. */
export async function addComponent(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await dropFile(canvas(page), name, bytes)
  await toast(page, `${name} is in your library`).waitFor()
}

export async function newFlow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New flow' }).click()
  await page.getByRole('heading', { name: 'Where do events come from?' }).waitFor()
}

export async function openExample(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: title, exact: true }).click()
  await node(page, 'request').waitFor()
}

/** Drags an entry of the palette onto the canvas, to a place in canvas pixels of the screen. */
export async function takeFromPalette(page: Page, label: string, at: Place): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search nodes' }).fill(label)
  await page.getByRole('complementary', { name: 'Palette' }).getByRole('button', { name: label, exact: true })
    .dragTo(canvas(page), { targetPosition: at })
  await page.getByRole('searchbox', { name: 'Search nodes' }).fill('')
}

/** Double-clicks the canvas, types the name and presses Enter. */
export async function addByName(page: Page, name: string, at: Place): Promise<void> {
  await canvas(page).dblclick({ position: at })
  await page.getByRole('combobox', { name: 'Node\'s name' }).fill(name)
  await page.keyboard.press('Enter')
}

interface Place {
  readonly x: number
  readonly y: number
}

export function canvas(page: Page): Locator {
  return page.getByRole('application')
}

/** By the node's id; its name has the label before it where it has one. */
export function node(page: Page, id: string): Locator {
  return canvas(page).getByRole('group', { name: new RegExp(`^(?!Wire |On the wire )(.*, )?${id}$`) })
}

/** Selects a node by its head. */
export async function pick(page: Page, id: string, modifiers: ('Shift')[] = []): Promise<void> {
  await node(page, id).click({ position: IN_HEAD, modifiers })
}

/** Where a node is taken hold of. */
export async function gripOf(page: Page, id: string): Promise<Place> {
  const box = await node(page, id).boundingBox()
  if (box === null) throw new Error(`${id} is not visible`)
  return { x: box.x + IN_HEAD.x, y: box.y + IN_HEAD.y }
}

/** From a node's corner, clear of its ports and buttons at every zoom. */
const IN_HEAD = { x: 60, y: 10 }

export function nodes(page: Page): Locator {
  return canvas(page).getByRole('group', { name: /^(?!Wire |On the wire )./ })
}

/** `wire(page, 'upper.out → reply.body')` */
export function wire(page: Page, name: string): Locator {
  return canvas(page).getByRole('group', { name: `Wire ${name}`, exact: true })
}

/** In the order they were drawn. */
export function nodeNames(page: Page): Promise<readonly string[]> {
  return namesOf(nodes(page))
}

/** `upper.out → reply.body` */
export async function wireNames(page: Page): Promise<readonly string[]> {
  return (await namesOf(canvas(page).getByRole('group', { name: /^Wire / }))).map((name) => name.slice('Wire '.length))
}

async function namesOf(elements: Locator): Promise<readonly string[]> {
  return Promise.all((await elements.all()).map(async (element) => await element.getAttribute('aria-label') ?? ''))
}

/** What stands on the wire: its last value, its count. */
export function onWire(page: Page, name: string): Locator {
  return canvas(page).getByRole('group', { name: `On the wire ${name}`, exact: true })
}

export function input(page: Page, of: string, name: string): Locator {
  return canvas(page).getByRole('button', { name: `Input ${name} of ${of}`, exact: true })
}

export function output(page: Page, of: string, name: string): Locator {
  return canvas(page).getByRole('button', { name: `Output ${name} of ${of}`, exact: true })
}

export async function connect(page: Page, from: Locator, to: Locator): Promise<void> {
  await dragOver(page, from, to)
  await page.mouse.up()
}

/** Takes the wire from one port over another and keeps it in the hand. */
export async function dragOver(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await middleOf(from), await middleOf(to)]
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 4 })
  await page.mouse.move(end.x, end.y, { steps: 4 })
}

export async function middleOf(element: Locator): Promise<Place> {
  const box = await element.boundingBox()
  if (box === null) throw new Error(`${element} is not visible`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

export function inspector(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Inspector' })
}

type Tab = 'Sample event' | 'Runs' | 'Problems' | 'Deployments'

/** The lower panel with one of its tabs open. */
export async function lowerPanel(page: Page, tab: Tab): Promise<Locator> {
  const head = page.getByRole('tab', { name: tab })
  if (await head.getAttribute('aria-selected') !== 'true') await head.click()
  return page.getByRole('tabpanel')
}

/** Types the JSON body of the sample request. */
export async function sampleBody(page: Page, json: unknown): Promise<void> {
  const panel = await lowerPanel(page, 'Sample event')
  await panel.getByRole('radio', { name: 'Body' }).click()
  await panel.getByRole('textbox', { name: 'Body' }).fill(JSON.stringify(json))
}

/** What the preview would answer. */
export function reply(page: Page): Locator {
  return page.getByRole('region', { name: 'Reply' })
}

/** Messages in the corner. */
export function toast(page: Page, text: string | RegExp): Locator {
  return page.getByRole('status').getByText(text)
}

/** Presses Deploy and waits until the runtime has taken it. */
export async function deploy(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Deploy', exact: true }).click()
  await page.getByRole('button', { name: 'Deployed' }).waitFor()
}

export async function saved(page: Page, state = 'Saved'): Promise<void> {
  await page.getByRole('status').getByText(state, { exact: true }).waitFor({ state: 'attached' })
}

/** Keys go to the field that has the focus; after this to the canvas. */
export async function leaveField(page: Page): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
}
