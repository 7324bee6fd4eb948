import { lazy, Suspense } from 'react'
import type { Json } from '../../shared/json/json.ts'
import type { TracedValue } from '../../shared/runner/messages.ts'
import type { PortType } from '../../shared/wit/types.ts'
import { HtmlFrame } from './HtmlFrame.tsx'
import { JsonTree } from './JsonTree.tsx'
import { pictureUrl } from './picture-url.ts'
import { TableView } from './TableView.tsx'
import { base64Bytes, sizeText, timeText, viewKind } from './view-kind.ts'
import styles from './ValueView.module.css'

const CsvTable = lazy(async () => ({ default: (await import('./CsvTable.tsx')).CsvTable }))

/** A value at its full size, shown by its type. */
export function ValueView({ value, type }: { readonly value: TracedValue; readonly type: PortType }) {
  return (
    <div className={styles.view}>
      <Shown json={value.json} type={type} />
      {!value.whole && <p className={styles.note}>Only the beginning is kept{value.bytes > 0 ? ` of ${sizeText(value.bytes)}` : ''}.</p>}
    </div>
  )
}

function Shown({ json, type }: { readonly json: Json; readonly type: PortType }) {
  switch (viewKind(type, json)) {
    case 'text':
      return json === '' ? <span className={styles.quiet}>Empty text</span> : <pre className={styles.text}>{String(json)}</pre>
    case 'number':
      return <span className={styles.number}>{String(json)}</span>
    case 'signal':
      return <span className={styles.quiet}>Fired, without a value</span>
    case 'time':
      return <span className={styles.number}>{timeText(json)}</span>
    case 'link':
      return <pre className={styles.text}>{String(json)}</pre>
    case 'tree':
      return <JsonTree json={json} />
    case 'table': {
      const rows = json as readonly { readonly [member: string]: Json }[]
      const columns = Object.keys(rows[0] as object)
      return <TableView columns={columns} rows={rows.map((row) => columns.map((column) => row[column] ?? null))} />
    }
    case 'csv':
      return <Suspense fallback={null}><CsvTable text={String(json)} /></Suspense>
    case 'picture':
      return <Picture base64={String(json)} />
    case 'svg':
      return <img className={styles.picture} alt="The SVG value" src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(String(json))}`} />
    case 'html':
      return <HtmlFrame html={String(json)} />
    case 'bytes':
      return <Bytes base64={String(json)} />
  }
}

function Picture({ base64 }: { readonly base64: string }) {
  const url = pictureUrl(base64)
  return url === null ? <Bytes base64={base64} /> : (
    <figure className={styles.figure}>
      <img className={styles.picture} alt="The picture value" src={url} />
      <figcaption className={styles.note}>{sizeText(base64Bytes(base64))}</figcaption>
    </figure>
  )
}

const SHOWN_BYTES = 256

function Bytes({ base64 }: { readonly base64: string }) {
  const bytes = Uint8Array.from(atob(base64.slice(0, Math.ceil(SHOWN_BYTES / 3) * 4)), (char) => char.charCodeAt(0))
  const lines = Array.from({ length: Math.ceil(bytes.length / 16) }, (_, line) =>
    [...bytes.subarray(line * 16, line * 16 + 16)].map((byte) => byte.toString(16).padStart(2, '0')).join(' '))
  return (
    <>
      <pre className={styles.text}>{lines.join('\n')}</pre>
      <p className={styles.note}>{sizeText(base64Bytes(base64))}</p>
    </>
  )
}
