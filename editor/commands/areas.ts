// The parts of the page: whoever uses the keyboard goes from one to the next, and tabs within.

/** Focuses the next part that carries `data-area`, or the one before. */
export function goToArea(step: 1 | -1): void {
  const areas = [...document.querySelectorAll<HTMLElement>('[data-area]')]
  const now = areas.findIndex((area) => area.contains(document.activeElement))
  for (let tried = 1; tried <= areas.length; tried++) {
    const area = areas.at((Math.max(now, step === 1 ? -1 : 0) + step * tried) % areas.length)
    const first = area === undefined ? undefined : firstOf(area)
    if (first === undefined) continue
    first.focus({ preventScroll: true })
    return
  }
}

/** On the canvas what is selected, else the first thing there is. */
function firstOf(area: HTMLElement): HTMLElement | undefined {
  const node = (which: string) => area.querySelector<HTMLElement>(`.react-flow__node${which}`)
  const onCanvas = node('.selected') ?? node('')
  if (onCanvas !== null) return onCanvas
  const found = area.querySelectorAll<HTMLElement>('input, button, textarea, select, a[href], [tabindex="0"]')
  return [...found].find(
    (element) => element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility(),
  )
}

/** A new node takes no focus before it has been drawn and measured. */
const MOST_FRAMES = 12

/** Puts the focus on a node that was just added, unless it is somewhere else by then. */
export function focusNode(id: string, frames = MOST_FRAMES): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return
    const node = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`)
    node?.focus({ preventScroll: true })
    if (document.activeElement !== node && frames > 1) focusNode(id, frames - 1)
  })
}
