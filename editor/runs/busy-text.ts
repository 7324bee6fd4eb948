import type { BusyCounts } from '../../shared/protocol/messages.ts'

const NOTHING: BusyCounts = { waited: 0, refused: 0, dropped: 0 }

/** Of all triggers together. */
export function allBusy(busy: Readonly<Record<string, BusyCounts>>): BusyCounts {
  return Object.values(busy).reduce((sum, { waited, refused, dropped }) =>
    ({ waited: sum.waited + waited, refused: sum.refused + refused, dropped: sum.dropped + dropped }), NOTHING)
}

/** `12 waited`, `3 refused`, `1 dropped`: what there was any of. */
export function busyParts({ waited, refused, dropped }: BusyCounts): readonly BusyPart[] {
  const parts = [
    { text: `${waited.toLocaleString('en')} waited`, count: waited, lost: false },
    { text: `${refused.toLocaleString('en')} refused`, count: refused, lost: true },
    { text: `${dropped.toLocaleString('en')} dropped`, count: dropped, lost: true },
  ]
  return parts.filter(({ count }) => count > 0)
}

export interface BusyPart {
  readonly text: string
  readonly count: number
  /** Whether these events started no run. */
  readonly lost: boolean
}
