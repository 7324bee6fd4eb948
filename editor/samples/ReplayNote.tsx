import { BookmarkPlus, RotateCcw, X } from 'lucide-react'
import { clockText } from '../app/time-text.ts'
import { type Replay, stopReplay } from '../preview/replay-store.ts'
import { Button } from '../ui/Button.tsx'
import css from './ReplayNote.module.css'
import { eventToSample } from './event-sample.ts'
import { addSample } from './sample-actions.ts'
import type { SampledTrigger, TriggerSamples } from './use-samples.ts'

interface ReplayNoteProps {
  readonly replay: Replay
  readonly trigger: SampledTrigger
  readonly given: TriggerSamples
}

/** In place of the sample while a run is replayed. */
export function ReplayNote({ replay: { title, startedMs, recording }, trigger, given }: ReplayNoteProps) {
  const keep = () => {
    addSample(given.shown, eventToSample(recording.event, trigger.settings))
    stopReplay()
  }
  return (
    <div className={css.note} role="status">
      <p className={css.title}>
        <RotateCcw size={15} aria-hidden />
        <strong>Replaying {title}</strong>
        <span className={css.time}>{clockText(startedMs)}</span>
      </p>
      <p>
        The canvas shows this run again, over the flow as it is drawn now: what its calls gave then is taken where they are
        still the same calls, and the others are made.
      </p>
      <div className={css.actions}>
        <Button size="small" icon={<BookmarkPlus size={14} aria-hidden />} onClick={keep}>
          Keep the event as a sample
        </Button>
        <Button size="small" look="plain" icon={<X size={14} aria-hidden />} onClick={stopReplay}>
          Back to the samples
        </Button>
      </div>
    </div>
  )
}
