import { FlaskConical, Radio, RotateCcw, X } from 'lucide-react'
import { replayOf, stopReplay, useReplayStore } from '../preview/replay-store.ts'
import { pickRun, useRunStore } from '../runs/run-store.ts'
import { openBottom } from '../session/panels-store.ts'
import { rootFlow, showValuesOf, useSessionStore } from '../session/session-store.ts'
import { IconButton } from '../ui/Button.tsx'
import { Segmented } from '../ui/Segmented.tsx'
import { clockText } from './time-text.ts'
import css from './ValuesSwitch.module.css'

/** Whose values the canvas shows: those of the sample, or what really happened. */
export function ValuesSwitch() {
  const shows = useSessionStore((state) => state.shows)
  const picked = useRunStore((state) => state.picked)
  const replay = useReplayStore(replayOf(useSessionStore(rootFlow)))
  return (
    <div className={css.switch}>
      <Segmented
        label="Values on the canvas"
        value={shows}
        options={[
          {
            value: 'preview',
            label: (
              <>
                <FlaskConical size={13} aria-hidden /> Preview
              </>
            ),
            tip: 'Values of the sample event',
          },
          {
            value: 'live',
            label: (
              <>
                <Radio size={13} aria-hidden /> Live
              </>
            ),
            tip: 'Counts and runs of what is deployed',
          },
        ]}
        onChange={(value) => {
          showValuesOf(value)
          openBottom(value === 'preview' ? 'sample' : 'runs')
        }}
      />
      {shows === 'preview' && replay !== null && (
        <span className={css.run}>
          <RotateCcw size={13} aria-hidden />
          <span className={css.title}>{replay.title}</span>
          <span className={css.time}>{clockText(replay.startedMs)}</span>
          <IconButton label="Stop replaying" size="small" onClick={stopReplay}>
            <X size={13} />
          </IconButton>
        </span>
      )}
      {shows === 'live' && picked !== null && (
        <span className={css.run}>
          <span className={css.title}>{picked.row.title}</span>
          <span className={css.time}>{clockText(picked.row.startedMs)}</span>
          <IconButton label="Let go of this run" size="small" onClick={() => pickRun(null)}>
            <X size={13} />
          </IconButton>
        </span>
      )}
    </div>
  )
}
