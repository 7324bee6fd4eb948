import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { HelpText } from './HelpText.tsx'
import css from './Tooltip.module.css'

// One tooltip for the whole page. Whatever wants one says so in attributes: `data-tip` the text, `data-tip-keys` a
// shortcut, `data-tip-code` a type in WIT, `data-tip-more` a sentence of help.

interface Shown {
  readonly anchor: DOMRect
  readonly text: string
  readonly keys: string | undefined
  readonly code: string | undefined
  readonly more: string | undefined
}

const DELAY_MS = 350

export function TooltipLayer() {
  const [shown, setShown] = useState<Shown | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState({ left: 0, top: 0 })

  useEffect(() => listen(setShown), [])
  useLayoutEffect(() => {
    if (shown !== null && box.current !== null) setPlace(placeFor(shown.anchor, box.current))
  }, [shown])

  if (shown === null) return null
  return (
    <div ref={box} className={css.tooltip} style={place} role="tooltip">
      <div className={css.head}>
        <span>{shown.text}</span>
        {shown.keys !== undefined && <kbd className={css.keys}>{shown.keys}</kbd>}
      </div>
      {shown.code !== undefined && <code className={css.code}>{shown.code}</code>}
      {shown.more !== undefined && (
        <p className={css.more}>
          <HelpText text={shown.more} />
        </p>
      )}
    </div>
  )
}

function listen(show: (shown: Shown | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let over: Element | null = null
  const hide = () => {
    clearTimeout(timer)
    over = null
    show(null)
  }
  const enter = (event: PointerEvent | FocusEvent) => {
    if (event instanceof PointerEvent && event.buttons !== 0) return
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null
    if (element === over) return
    hide()
    if (element === null) return
    if (event.type === 'focusin' && !element.matches(':focus-visible')) return
    over = element
    timer = setTimeout(() => element.isConnected && show(read(element)), DELAY_MS)
  }
  const events = ['pointerdown', 'keydown', 'wheel', 'focusout'] as const
  document.addEventListener('pointerover', enter)
  document.addEventListener('focusin', enter)
  for (const name of events) document.addEventListener(name, hide, true)
  return () => {
    hide()
    document.removeEventListener('pointerover', enter)
    document.removeEventListener('focusin', enter)
    for (const name of events) document.removeEventListener(name, hide, true)
  }
}

function read(element: HTMLElement): Shown {
  const { tip = '', tipKeys, tipCode, tipMore } = element.dataset
  return { anchor: element.getBoundingClientRect(), text: tip, keys: tipKeys, code: tipCode, more: tipMore }
}

const GAP = 6
const EDGE = 8

function placeFor(anchor: DOMRect, box: HTMLElement): { left: number; top: number } {
  const { width, height } = box.getBoundingClientRect()
  const below = anchor.bottom + GAP
  const top = below + height > innerHeight - EDGE ? anchor.top - GAP - height : below
  const left = anchor.left + anchor.width / 2 - width / 2
  return { left: Math.max(EDGE, Math.min(left, innerWidth - width - EDGE)), top: Math.max(EDGE, top) }
}
