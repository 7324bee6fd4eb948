import css from './StatusPill.module.css'

/** An HTTP status, coloured by its hundred. */
export function StatusPill({ status, text = String(status) }: { readonly status: number; readonly text?: string }) {
  return <span className={css.pill} data-class={Math.floor(status / 100)}>{text}</span>
}
