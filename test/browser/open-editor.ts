import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'

export interface Editor {
  readonly page: Page
  /** Fails when the page threw or logged an error that was not to be expected, such as a breach of its own CSP. */
  close(expected?: RegExp): Promise<void>
}

/** Everything here takes far less; the machine may be busy. */
const WITHIN_MS = 15_000

/** The editor as a first visit finds it: a browser profile of its own. */
export async function openEditor(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Editor> {
  const viewport = { width: 1440, height: 900 }
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(WITHIN_MS)
  const flaws: string[] = []
  page.on('pageerror', (error) => flaws.push(String(error.stack)))
  page.on('console', (message) => {
    if (message.type() === 'error') flaws.push(message.text())
  })
  await page.goto(url)
  return {
    page,
    async close(expected) {
      await context.close()
      expect(flaws.filter((flaw) => expected?.test(flaw) !== true)).toEqual([])
    },
  }
}

/** Reads until it is what is expected: `await eventually(() => …).toBe(…)`. */
export function eventually<T>(read: () => T) {
  return expect.poll(read, { timeout: WITHIN_MS, interval: 50 })
}
