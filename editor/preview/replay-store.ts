import { create } from 'zustand'
import type { Recording } from '../../shared/runner/recording.ts'

/** A run that the preview makes go again, in place of the samples of its flow. */
export interface Replay {
  readonly recording: Recording
  /** Of the run as the list of runs has it. */
  readonly title: string
  readonly startedMs: number
}

export const useReplayStore = create<{ readonly replay: Replay | null }>(() => ({ replay: null }))

export function startReplay(replay: Replay): void {
  useReplayStore.setState({ replay })
}

export function stopReplay(): void {
  useReplayStore.setState({ replay: null })
}

/** The run that is replayed in a flow, if any. */
export function replayOf(flow: string | null): (state: { readonly replay: Replay | null }) => Replay | null {
  return ({ replay }) => (replay !== null && replay.recording.flow === flow ? replay : null)
}
