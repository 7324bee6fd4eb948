const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' })

/** `just now`, `5 min. ago`, `yesterday`. */
export function agoText(ms: number, nowMs = Date.now()): string {
  const seconds = Math.round((ms - nowMs) / 1000)
  if (seconds > -10) return 'just now'
  if (seconds > -60) return relative.format(seconds, 'second')
  if (seconds > -3600) return relative.format(Math.round(seconds / 60), 'minute')
  if (seconds > -86_400) return relative.format(Math.round(seconds / 3600), 'hour')
  return relative.format(Math.round(seconds / 86_400), 'day')
}

/** `14:03:07`. */
export function clockText(ms: number): string {
  return new Date(ms).toLocaleTimeString('en-GB')
}

/** `0.4 ms`, `12 ms`, `1.5 s`. */
export function spanText(ms: number): string {
  if (ms < 10) return `${Math.round(ms * 10) / 10} ms`
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`
}
