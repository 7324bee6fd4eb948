/** The list with one item at another place. */
export function moved<T>(items: readonly T[], from: number, to: number): readonly T[] {
  const left = items.toSpliced(from, 1)
  return left.toSpliced(to, 0, items[from] as T)
}

/** Follows a grip that was pressed: tells each place that it is dragged to, until it is let go. */
export function dragRow(
  grip: HTMLElement, list: HTMLElement, start: number, onPlace: (at: number) => void, onEnd: () => void,
): void {
  let at = start
  const move = ({ clientY }: PointerEvent) => {
    const to = placeAt(list, clientY, at)
    if (to === at) return
    at = to
    onPlace(at)
  }
  const end = () => {
    grip.removeEventListener('pointermove', move)
    grip.removeEventListener('pointerup', end)
    grip.removeEventListener('pointercancel', end)
    onEnd()
  }
  grip.addEventListener('pointermove', move)
  grip.addEventListener('pointerup', end)
  grip.addEventListener('pointercancel', end)
}

/** A row gives way when the pointer is past its middle: short and tall ones do not change places again and again. */
function placeAt(list: HTMLElement, y: number, at: number): number {
  const middles = [...list.children].map((row) => {
    const { top, height } = row.getBoundingClientRect()
    return top + height / 2
  })
  let to = at
  while (to + 1 < middles.length && y > middles[to + 1]!) to++
  while (to > 0 && y < middles[to - 1]!) to--
  return to
}
