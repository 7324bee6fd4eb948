import type { TracedValue } from '../../shared/runner/messages.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { pictureUrl } from './picture-url.ts'
import { summary, viewKind } from './view-kind.ts'
import styles from './ValueChip.module.css'

/** A value in the space of a wire: a line of text, or the picture itself. */
export function ValueChip({ value, type }: { readonly value: TracedValue; readonly type: PortType }) {
  const kind = viewKind(type, value.json)
  const url = kind === 'picture' ? pictureUrl(String(value.json))
    : kind === 'svg' ? `data:image/svg+xml;charset=utf-8,${encodeURIComponent(String(value.json))}` : null
  if (url !== null) return <img className={styles.picture} alt={kind === 'svg' ? 'SVG' : summary(type, value.json)} src={url} />
  return <span className={styles.chip} data-kind={kind}>{summary(type, value.json)}</span>
}
