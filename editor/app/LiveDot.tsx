import type { LiveSummary } from '../../shared/protocol/messages.ts'
import css from './LiveDot.module.css'

export function LiveDot({ live }: { readonly live: LiveSummary | null }) {
  return <span className={css.dot} data-state={live?.state ?? 'stopped'} aria-hidden />
}

export function liveText(live: LiveSummary | null): string {
  switch (live?.state) {
    case undefined: case 'stopped': return 'not deployed'
    case 'starting': return 'starting'
    case 'live': return 'live'
    case 'crashed': return 'crashed'
  }
}
