import { operatorPolicy } from '../rpc/operator-policy.ts'
import type { Directive, Sample } from '../../shared/directive/schema.ts'
import type { ResolvedFlow, TriggerSettings } from '../../shared/resolve/types.ts'
import type { Recording } from '../../shared/runner/recording.ts'
import { eventFromJson } from '../../shared/triggers/event-json.ts'
import { sampleToEvent, starterSample } from '../../shared/triggers/sample-event.ts'
import type { FlatComponent } from '../../shared/wit/flat.ts'
import type { WorkerCommand } from '../sandbox/messages.ts'
import { previewEnded, previewStarted, previewTrouble } from './preview-store.ts'
import { openSandbox } from './sandbox.ts'
import { createPreviewSession, type PreviewRequest } from './session.ts'

/** What previews need of the rest of the editor. */
export interface PreviewSources {
  /** Fetches a path of the runtime's HTTP API; rejects unless the answer is a success. */
  readonly fetchBytes: (path: string) => Promise<Uint8Array<ArrayBuffer>>
  readonly componentOf: (digest: string) => FlatComponent | undefined
}

export interface Previews {
  /** Runs the flow's triggers on their samples; `chosen` is the position among a trigger's samples, 0 where it is absent. */
  show(directive: Directive, flow: ResolvedFlow, chosen: ReadonlyMap<string, number>): Promise<void>
  /** Runs the flow as a recorded run went, as far as it is still the same flow. */
  replay(directive: Directive, flow: ResolvedFlow, recording: Recording): void
  close(): void
}

export function startPreviews({ fetchBytes, componentOf }: PreviewSources): Previews {
  let workerSource: Promise<string> | null = null
  const blobs = new Map<string, Promise<Uint8Array>>()
  let newest = 0

  const session = createPreviewSession({
    async open(onReport) {
      workerSource ??= fetchBytes('/preview-worker.js').then((bytes) => new TextDecoder().decode(bytes))
      workerSource.catch(() => { workerSource = null })
      return openSandbox(await workerSource, onReport)
    },
    loadComponent,
    onOutcome: previewEnded,
    later(afterMs, task) {
      const timer = setTimeout(task, afterMs)
      return () => clearTimeout(timer)
    },
  })

  return {
    async show(directive, flow, chosen) {
      const turn = ++newest
      try {
        const events = await eventsOf(directive, flow, chosen)
        if (turn !== newest) return
        previewStarted()
        session.show({ directive, policy: operatorPolicy(), flow: flow.id, events })
      } catch (error) {
        if (turn === newest) previewTrouble(flow.id, error instanceof Error ? error.message : String(error))
      }
    },
    replay(directive, flow, { trigger, event, journal }) {
      newest++
      previewStarted()
      session.show({ directive, policy: operatorPolicy(), flow: flow.id, events: [{ trigger, event: eventFromJson(event), journal }] })
    },
    close() {
      newest++
      session.close()
    },
  }

  async function eventsOf(directive: Directive, flow: ResolvedFlow, chosen: ReadonlyMap<string, number>) {
    const events: PreviewRequest['events'][number][] = []
    for (const { id, action, disabled } of flow.nodes.values()) {
      if (action.kind !== 'trigger' || disabled !== null || action.trigger.kind === 'failure') continue
      const samples = (directive.samples?.[flow.id] ?? []).filter(({ trigger }) => trigger === id)
      const sample = samples[chosen.get(id) ?? 0] ?? samples[0]
      const made = await eventOf(action.trigger, sample)
      if (!made.ok) throw new Error(`The sample ${sample === undefined ? '' : `“${sample.name}” `}of ${id}: ${made.message}`)
      events.push({ trigger: id, event: made.event, ...(sample?.answers !== undefined && { answers: sample.answers }) })
    }
    return events
  }

  async function eventOf(settings: TriggerSettings, sample: Sample | undefined) {
    if (sample === undefined) return sampleToEvent(settings, { event: starterSample(settings) }, new Map())
    const files = await Promise.all(Object.entries(sample.files ?? {}).map(async ([member, { digest }]) =>
      [member, await blob(digest)] as const))
    return sampleToEvent(settings, sample, new Map(files))
  }

  function blob(digest: string): Promise<Uint8Array> {
    let bytes = blobs.get(digest)
    if (bytes === undefined) {
      blobs.set(digest, (bytes = fetchBytes(`/api/blobs/${digest}`)))
      bytes.catch(() => blobs.delete(digest))
    }
    return bytes
  }

  async function loadComponent(digest: string): Promise<Extract<WorkerCommand, { kind: 'component' }> | null> {
    const component = componentOf(digest)
    if (component === undefined) return null
    const base = `/api/packages/${digest}`
    const { tool, binding, source, cores } = JSON.parse(new TextDecoder().decode(await fetchBytes(`${base}/transpiled.json`))) as {
      readonly tool: string
      readonly binding: unknown
      readonly source: string
      readonly cores: readonly string[]
    }
    const version = `tool=${encodeURIComponent(tool)}`
    const bytes = await Promise.all(
      cores.map(async (core) => [core, await fetchBytes(`${base}/${core}?${version}`)] as const),
    )
    return { kind: 'component', digest, component, binding, source, cores: bytes }
  }
}
