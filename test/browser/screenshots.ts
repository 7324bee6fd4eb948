import { mkdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { deploy, lowerPanel, onWire, openExample, pick, reply } from './editor.ts'
import { postJson } from './post-json.ts'
import { openScene, type Scene } from './scene.ts'

// `npm run screenshots`: what the README and the docs show, taken of the real thing.

const FOLDER = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url))

const scene = await openScene()
try {
  await mkdir(FOLDER, { recursive: true })
  await takeAll(scene)
} finally {
  await scene.close()
}

async function takeAll({ browser, product }: Scene): Promise<void> {
  const viewport = { width: 1440, height: 900 }
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(product.editorUrl)

  await openExample(page, 'Thumbnail service')
  await page.getByRole('option', { name: 'Balloon' }).click()
  await pick(page, 'resize')
  await reply(page).getByText('200 OK').waitFor()
  await onWire(page, 'resize.out → reply.body').getByRole('img').waitFor()
  await take(page, 'flow-pictures')

  await goHome(page)
  await openExample(page, 'Branch on a reading')
  await deploy(page)
  for (const celsius of [21.5, 19, 31, 22.4, 20, 23.1, 'cold', 17.2, 18.5]) {
    await postJson(`${product.flowsUrl}/climate`, { room: 'attic', celsius })
  }
  const runs = await lowerPanel(page, 'Runs')
  await runs.getByRole('option', { name: '202' }).first().click()
  await runs.getByRole('region', { name: 'Run POST /climate' }).getByRole('list', { name: 'Firings' }).waitFor()
  await pick(page, 'check')
  await take(page, 'run')

  await page.emulateMedia({ colorScheme: 'dark' })
  await goHome(page)
  await openExample(page, 'Mask the e-mail of a sign-up')
  await lowerPanel(page, 'Sample event')
  await reply(page).getByText('200 OK').waitFor()
  await pick(page, 'mask')
  await take(page, 'flow-dark')

  await page.emulateMedia({ colorScheme: 'light' })
  await goHome(page)
  await take(page, 'gallery')
}

/** Without messages that come and go, without a pointer that points at something, and when nothing fades any more. */
async function take(page: Page, name: string): Promise<void> {
  for (const button of await page.getByRole('button', { name: 'Dismiss' }).all()) await button.click()
  await page.mouse.move(0, 0)
  await page.getByRole('region', { name: 'Reply' }).and(page.locator('[aria-busy=true]')).waitFor({ state: 'detached' })
  await page.evaluate(async () => {
    const transitions = document.getAnimations().filter((each) => each instanceof CSSTransition)
    await Promise.all(transitions.map(({ finished }) => finished))
  })
  await page.screenshot({ path: `${FOLDER}${name}.png` })
}

async function goHome(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'All applications' }).click()
  await page.getByRole('heading', { name: 'Examples' }).waitFor()
}
