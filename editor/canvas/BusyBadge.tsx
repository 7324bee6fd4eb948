import { Hourglass } from 'lucide-react'
import { busyParts } from '../runs/busy-text.ts'
import { useRunStore } from '../runs/run-store.ts'
import css from './NodeBadges.module.css'
import { countText } from './count-text.ts'

/** On a trigger: how many of its events found no room. The number is that of the lost ones, where there are any. */
export function BusyBadge({ flow, node }: { readonly flow: string | null; readonly node: string }) {
  const counts = useRunStore(({ counts: { busy } }) => busy[`${flow}/${node}`])
  const parts = counts === undefined ? [] : busyParts(counts)
  if (parts.length === 0) return null
  const lost = parts.filter((part) => part.lost)
  const shown = (lost.length > 0 ? lost : parts).reduce((sum, { count }) => sum + count, 0)
  return (
    <span
      className={lost.length > 0 ? css.bad : css.warn}
      data-tip="Events that found no room"
      data-tip-more={`${parts.map(({ text }) => text).join(', ')} since it was deployed. See “When busy” in the settings.`}
    >
      <Hourglass size={11} aria-hidden /> {countText(shown)}
      <span className="visually-hidden">{parts.map(({ text }) => text).join(', ')}</span>
    </span>
  )
}
