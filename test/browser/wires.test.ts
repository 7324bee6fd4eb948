import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Flow } from '../../shared/directive/schema.ts'
import { onWire, wire } from './editor.ts'
import { openDirective } from './open-directive.ts'
import { eventually, openEditor } from './open-editor.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())

const TEXT = 'the quick brown fox jumps over the lazy dog and runs'

const FLOW: Flow = {
  nodes: {
    start: { trigger: 'manual', with: { value: 3 } },
    add: { use: 'math#runnel:math/math.add', in: { a: { from: ['start.out', 'check.out.below'] }, b: { value: 4.5 } } },
    check: {
      use: 'math#runnel:math/math.check-range',
      in: { value: { from: 'add.out' }, low: { value: 20 }, high: { value: 90 } },
    },
    words: { trigger: 'manual', with: { value: TEXT } },
    upper: { use: 'text#runnel:text/text.upper', in: { text: { from: 'words.out' } } },
    lower: { use: 'text#runnel:text/text.lower', in: { text: { from: 'upper.out' } } },
    last: { sink: 'debug', in: { value: { from: 'lower.out' } }, after: ['upper.out'] },
  },
}

const PLACES = {
  start: { x: 0, y: 0 }, add: { x: 304, y: 0 }, check: { x: 568, y: 0 },
  words: { x: 0, y: 300 }, upper: { x: 248, y: 300 }, lower: { x: 264, y: 470 }, last: { x: 264, y: 640 },
}

it('shows the last value of every wire: short ones, those that run back, down or nowhere, and whole when pointed at', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await openDirective(page, scene.product.editorUrl, { flows: { main: FLOW }, view: { main: PLACES } }, 'main')
  await eventually(() => onWire(page, 'lower.out → last.value').innerText()).toBe(TEXT)
  const names = [
    'start.out → add.a', 'check.out.below → add.a', 'add.out → check.value', 'words.out → upper.text',
    'upper.out → lower.text', 'lower.out → last.value', 'upper.out → last after',
  ]
  const shown = await Promise.all(names.map(async (name) => [name, await onWire(page, name).innerText()]))
  const shouted = TEXT.toUpperCase()
  expect(shown.map(([, value]) => value)).toEqual(['3', '16.5', '21', TEXT, shouted, TEXT, 'fired'])

  const isWhole = () => onWire(page, names[3] as string).locator('span')
    .evaluate((chip) => chip.scrollWidth <= chip.clientWidth && chip.scrollHeight <= chip.clientHeight + 2)
  await page.mouse.move(0, 0)
  expect(await isWhole()).toBe(false)
  await onWire(page, names[3] as string).hover()
  await eventually(isWhole).toBe(true)
  await page.mouse.move(0, 0)
  await eventually(isWhole).toBe(false)
  await page.keyboard.press('Tab')
  await wire(page, names[3] as string).focus()
  await eventually(isWhole).toBe(true)
  await close()
})
