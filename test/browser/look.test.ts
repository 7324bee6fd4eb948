import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { faintText } from './contrast.ts'
import { deploy, inspector, lowerPanel, node, openExample, pick, reply } from './editor.ts'
import { tabTo } from './focus.ts'
import { eventually, openEditor } from './open-editor.ts'
import { postJson } from './post-json.ts'
import { openScene, type Scene } from './scene.ts'

let scene: Scene
beforeAll(async () => { scene = await openScene() })
afterAll(() => scene.close())

it('adds and sets nodes with the keyboard alone, and shows where the focus is', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await page.getByRole('button', { name: 'Thumbnail service' }).waitFor()
  expect(await tabTo(page, page.getByRole('button', { name: 'New flow' }))).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Where do events come from?' }).waitFor()
  await addByKey(page, 'button')
  await addByKey(page, 'upper')
  await eventually(() => node(page, 'upper').evaluate((element) => element === document.activeElement)).toBe(true)
  expect(await tabTo(page, inspector(page).getByRole('textbox', { name: 'text' }))).toEqual([])
  await page.keyboard.type('loud')
  await node(page, 'upper').getByText('loud').waitFor()
  await close()
})

async function addByKey(page: Page, name: string): Promise<void> {
  await page.keyboard.press('a')
  await page.getByRole('combobox', { name: 'Node\'s name' }).waitFor()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await page.getByRole('combobox', { name: 'Node\'s name' }).waitFor({ state: 'detached' })
}

it('can be read in light and in dark colours, whatever it shows', async () => {
  const { page, close } = await openEditor(scene.browser, scene.product.editorUrl)
  await page.getByRole('button', { name: 'Thumbnail service' }).waitFor()
  expect(await faintInBoth(page)).toEqual([])

  await openExample(page, 'Branch on a reading')
  await reply(page).getByText('200 OK').waitFor()
  await pick(page, 'check')
  await inspector(page).getByRole('textbox', { name: 'low' }).waitFor()
  expect(await faintInBoth(page)).toEqual([])

  await deploy(page)
  for (const body of ['{"celsius": 30}', '{}', 'no json']) {
    await postJson(`${scene.product.flowsUrl}/climate`, body)
  }
  const runs = await lowerPanel(page, 'Runs')
  await runs.getByRole('option', { name: '500' }).click()
  await runs.getByRole('region', { name: 'Run POST /climate' }).getByText('failed').first().waitFor()
  expect(await faintInBoth(page)).toEqual([])

  await pick(page, 'request')
  await page.keyboard.press('Delete')
  await (await lowerPanel(page, 'Problems')).getByRole('listitem').first().waitFor()
  expect(await faintInBoth(page)).toEqual([])
  await close()
})

async function faintInBoth(page: Page): Promise<readonly string[]> {
  const faint: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await eventually(() => isPageDark(page)).toBe(colorScheme === 'dark')
    faint.push(...(await faintText(page)).map((text) => `${colorScheme}: ${text}`))
  }
  return faint
}

function isPageDark(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const parts = getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []
    return Math.max(...parts.slice(0, 3).map(Number)) < 64
  })
}
