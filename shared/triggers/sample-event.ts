import type { Sample } from '../directive/schema.ts'
import type { Json } from '../json/json.ts'
import type { TriggerSettings } from '../resolve/types.ts'
import type { TriggerEvent } from './event.ts'

export type SampleEvent =
  | { readonly ok: true; readonly event: TriggerEvent }
  /** One sentence: why no event can be made of the sample. */
  | { readonly ok: false; readonly message: string }

/** Makes an event of a sample; `files` are the bytes by the names of `sample.files`, such as `body`. */
export declare function sampleToEvent(
  settings: TriggerSettings,
  sample: Pick<Sample, 'event'>,
  files: ReadonlyMap<string, Uint8Array>,
): SampleEvent

/** The `event` of a first sample for a trigger, for a person to edit. */
export declare function starterSample(settings: TriggerSettings): Json
