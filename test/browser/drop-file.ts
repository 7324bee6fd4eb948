import type { Locator } from 'playwright-core'

/** Drops a file from the desktop onto an element, with the events that a browser sends for it. */
export async function dropFile(target: Locator, name: string, bytes: Uint8Array): Promise<void> {
  const base64 = Buffer.from(bytes).toString('base64')
  await target.evaluate((element, { name, base64 }) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name))
    for (const type of ['dragenter', 'dragover', 'drop']) {
      element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, composed: true, dataTransfer }))
    }
  }, { name, base64 })
}
