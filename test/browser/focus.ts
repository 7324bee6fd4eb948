import type { Locator, Page } from 'playwright-core'

/**
 * Presses Tab until the element has the focus. Gives what the focus rested on along the way without its being seen
 * there: one of each kind is looked at, by its pixels with and without the focus.
 */
export async function tabTo(page: Page, target: Locator): Promise<readonly string[]> {
  const unseen: string[] = []
  const looked = new Set<string>()
  for (let presses = 0; presses < MAX_PRESSES; presses++) {
    await page.keyboard.press('Tab')
    const { name, kind, there } = await target.evaluate((element) => {
      const focused = document.activeElement as Element
      return {
        name: focused.getAttribute('aria-label') ?? focused.textContent ?? '',
        kind: `${focused.tagName} ${focused.getAttribute('class')}`,
        there: focused === element,
      }
    })
    if (!looked.has(kind) && !await isFocusSeen(page)) unseen.push(name)
    looked.add(kind)
    if (there) return unseen
  }
  throw new Error(`Tab does not lead to ${target}`)
}

/** All of the palette lies before the canvas. */
const MAX_PRESSES = 200

async function isFocusSeen(page: Page): Promise<boolean> {
  const focused = await page.evaluateHandle(() => document.activeElement as HTMLElement)
  const box = await focused.boundingBox()
  if (box === null) return false
  const around = { x: Math.max(0, box.x - 4), y: Math.max(0, box.y - 4), width: box.width + 8, height: box.height + 8 }
  const withFocus = await page.screenshot({ clip: around })
  await focused.evaluate((element) => element.blur())
  const without = await page.screenshot({ clip: around })
  await focused.evaluate((element) => element.focus())
  return !withFocus.equals(without)
}
