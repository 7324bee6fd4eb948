import type { Browser } from 'playwright-core'
import { launchChromium } from './chromium.ts'
import { startProduct, temporaryFolder, type Product } from './product.ts'

/** A real browser and a runtime with an empty store, for the tests of one file. */
export interface Scene {
  readonly browser: Browser
  readonly product: Product
  close(): Promise<void>
}

export async function openScene(): Promise<Scene> {
  const folder = await temporaryFolder()
  const browser = await launchChromium()
  const product = await startProduct(folder.path)
  return {
    browser,
    product,
    async close() {
      await browser.close()
      await product.stop()
      await folder.remove()
    },
  }
}
