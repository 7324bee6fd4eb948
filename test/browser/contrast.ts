import type { Page } from 'playwright-core'

/**
 * Visible text that stands out too little from what is behind it: less than 4.5 to 1, as WCAG 2.2 section 1.4.3 counts,
 * disabled controls aside.
 */
export function faintText(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
    if (pen === null) throw new Error('there is no canvas to mix colours on')
    const rgba = (color: string): readonly number[] => {
      pen.clearRect(0, 0, 1, 1)
      pen.fillStyle = color
      pen.fillRect(0, 0, 1, 1)
      return [...pen.getImageData(0, 0, 1, 1).data].map((part) => part / 255)
    }
    const over = (front: readonly number[], back: readonly number[]) =>
      [0, 1, 2].map((at) => front[at]! * front[3]! + back[at]! * (1 - front[3]!)).concat(1)
    const behind = (element: Element | null): readonly number[] => {
      if (element === null) return [1, 1, 1, 1]
      const color = rgba(getComputedStyle(element).backgroundColor)
      return color[3] === 1 ? color : over(color, behind(element.parentElement))
    }
    const opacityOf = (element: Element | null): number =>
      element === null ? 1 : Number(getComputedStyle(element).opacity) * opacityOf(element.parentElement)
    const luminance = (color: readonly number[]) => {
      const [red, green, blue] = color.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
    }

    const faint = new Map<string, string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement as Element
      const text = (walker.currentNode.textContent ?? '').trim()
      if (text === '' || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
      if (element.closest('.visually-hidden, :disabled, script, style') !== null) continue
      const back = behind(element)
      const [red, green, blue, alpha] = rgba(getComputedStyle(element).color) as [number, number, number, number]
      const front = over([red, green, blue, alpha * opacityOf(element)], back)
      const [high, low] = [luminance(front), luminance(back)].sort((one, other) => other - one) as [number, number]
      const ratio = (high + 0.05) / (low + 0.05)
      const { className } = element
      if (ratio < 4.5) faint.set(className, `${text.slice(0, 30)}: ${ratio.toFixed(1)} (${className})`)
    }
    return [...faint.values()]
  })
}
