import { useEffect, useRef, useState } from 'react'
import type { ShowHtml } from '../sandbox/value-frame.ts'
import styles from './ValueView.module.css'

/** HTML as it would look, in a frame of its own that runs no script of it and reaches nothing. */
export function HtmlFrame({ html }: { readonly html: string }) {
  const frame = useRef<HTMLIFrameElement>(null)
  const [loaded, setLoaded] = useState(false)
  useEffect(() => {
    if (loaded) frame.current?.contentWindow?.postMessage({ html } satisfies ShowHtml, '*')
  }, [html, loaded])
  return (
    <iframe
      ref={frame} className={styles.page} title="The HTML value" sandbox="allow-scripts" src="/value-frame.html"
      onLoad={() => setLoaded(true)}
    />
  )
}
