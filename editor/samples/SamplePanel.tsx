import { Zap } from 'lucide-react'
import { useEffect } from 'react'
import { sampleToEvent, starterSample } from '../../shared/triggers/sample-event.ts'
import { replayOf, useReplayStore } from '../preview/replay-store.ts'
import { useSessionStore } from '../session/session-store.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { HttpSampleForm } from './HttpSampleForm.tsx'
import { manualValue } from './http-sample.ts'
import { InputsSampleForm } from './InputsSampleForm.tsx'
import { JsonField } from './JsonField.tsx'
import { ReplyPane } from './ReplyPane.tsx'
import { ReplayNote } from './ReplayNote.tsx'
import { editEvent, type ShownSample } from './sample-actions.ts'
import { SampleList } from './SampleList.tsx'
import { draftKey, showTrigger } from './sample-store.ts'
import css from './SamplePanel.module.css'
import {
  type SampledTrigger, useFlowInView, useSampledTriggers, useShownTrigger, useTriggerSamples,
} from './use-samples.ts'
import { durationText } from '../canvas/face.ts'

/** The events that previews of the flow in view run on, and what they came to. */
export function SamplePanel() {
  const flow = useFlowInView()
  const triggers = useSampledTriggers(flow)
  const trigger = useShownTrigger(flow, triggers)
  useFollowSelection(flow, triggers)
  if (flow === null || trigger === undefined) {
    return (
      <div className={css.panel}>
        <EmptyState icon={<Zap size={18} />} title="A sample is an event to try the flow with">
          Put a trigger onto the canvas, such as HTTP request. Here you then write the request it gets, and every wire
          shows the values that it leads to.
        </EmptyState>
      </div>
    )
  }
  return (
    <div className={css.panel}>
      {triggers.length > 1 && <TriggerTabs flow={flow} triggers={triggers} shown={trigger} />}
      <TriggerSample key={`${flow}/${trigger.id}`} flow={flow} trigger={trigger} />
    </div>
  )
}

interface TriggerTabsProps {
  readonly flow: string
  readonly triggers: readonly SampledTrigger[]
  readonly shown: SampledTrigger
}

function TriggerTabs({ flow, triggers, shown }: TriggerTabsProps) {
  return (
    <div className={css.tabs} role="tablist" aria-label="Triggers" onKeyDown={(event) => {
      const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
      const next = triggers[triggers.indexOf(shown) + step]
      if (step === 0 || next === undefined) return
      event.preventDefault()
      showTrigger(flow, next.id)
      event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[triggers.indexOf(next)]?.focus()
    }}>
      {triggers.map((trigger) => (
        <button
          key={trigger.id} type="button" role="tab" aria-selected={trigger === shown}
          tabIndex={trigger === shown ? 0 : -1}
          className={css.tab} onClick={() => showTrigger(flow, trigger.id)}
        >
          <Icon name={trigger.icon} size={14} />
          {trigger.label}
          <span className={css.tabDetail}>{trigger.detail}</span>
        </button>
      ))}
    </div>
  )
}

function TriggerSample({ flow, trigger }: { readonly flow: string; readonly trigger: SampledTrigger }) {
  const given = useTriggerSamples(flow, trigger)
  const replay = useReplayStore(replayOf(flow))
  const replayed = replay?.recording.trigger === trigger.id ? replay : null
  if (trigger.settings.kind === 'interval' && replayed === null) {
    return (
      <div className={css.note}>
        <p>
          This trigger needs no sample: it fires every {durationText(trigger.settings.everyMs)} and gives the time of the
          tick. The preview runs it once, always with the same time, so that its values stay comparable.
        </p>
        <ReplyPane flow={flow} trigger={trigger.id} http={false} />
      </div>
    )
  }
  return (
    <div className={css.columns}>
      <SampleList trigger={trigger} given={given} />
      <section className={css.middle} aria-label="Sample event">
        {replayed === null ? (
          <SampleForm trigger={trigger} shown={given.shown} />
        ) : (
          <ReplayNote replay={replayed} trigger={trigger} given={given} />
        )}
      </section>
      <ReplyPane flow={flow} trigger={trigger.id} http={trigger.settings.kind === 'http'} />
    </div>
  )
}

interface SampleFormProps {
  readonly trigger: SampledTrigger
  readonly shown: ShownSample
}

function SampleForm({ trigger: { id, settings }, shown }: SampleFormProps) {
  const { event } = shown.sample
  const made = sampleToEvent(settings, { event }, new Map())
  if (!made.ok) {
    return (
      <div className={css.mismatch} role="status">
        <p>{made.message} The trigger has become another one since it was written.</p>
        <Button size="small" onClick={() => editEvent(shown, starterSample(settings))}>Write it anew</Button>
      </div>
    )
  }
  if (settings.kind === 'http' && made.event.kind === 'http') {
    return <HttpSampleForm settings={settings} request={made.event.request} shown={shown} />
  }
  if (settings.kind === 'inputs' && made.event.kind === 'inputs') {
    return <InputsSampleForm settings={settings} values={made.event.values} shown={shown} />
  }
  const draft = draftKey(shown.flow, id, shown.index, 'value')
  return (
    <>
      <p className={css.about}>The value that pressing the button gives:</p>
      <JsonField
        key={draft} label="Value" draft={draft}
        value={manualValue(event, settings.kind === 'manual' ? settings.value : null)}
        onChange={(value) => editEvent(shown, { kind: 'manual', value })}
      />
    </>
  )
}

/** Selecting a trigger on the canvas brings its samples into view. */
function useFollowSelection(flow: string | null, triggers: readonly SampledTrigger[]): void {
  useEffect(() => useSessionStore.subscribe((now, before) => {
    if (flow === null || now.flow !== flow || now.nodes === before.nodes || now.nodes.size !== 1) return
    const selected = triggers.find(({ id }) => now.nodes.has(id))
    if (selected !== undefined) showTrigger(flow, selected.id)
  }), [flow, triggers])
}
