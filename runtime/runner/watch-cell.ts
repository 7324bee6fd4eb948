import type { CallKey } from '../../shared/engine/types.ts'

/**
 * A cell of shared memory that says what a runner's main thread is at. The main thread writes it without reading a
 * clock: the watchdog measures by its own how long it has been looking at the same thing.
 *
 * Words: 0 a counter, odd while something is under way and higher with each new thing · 1 its limit in milliseconds ·
 * 2 the text's length in bytes · 3 whether a node is being called · 4 the call's element · 5 its attempt. The text is run,
 * flow, node and, where there are any, the calls around it and its tag as JSON, one a line.
 */
export interface WatchCell {
  readonly words: Int32Array
  readonly text: Uint8Array
}

/**
 * What the runner was at. `node` is null when the runtime's own code was at work. While the runner loads there is neither
 * run nor flow, and a component's name stands in the place of the node's.
 */
export interface Watched {
  readonly run: string
  readonly flow: string
  readonly node: string | null
  /** Which call of the node; null when its name is too long to be written down. */
  readonly call: CallKey | null
  readonly limitMs: number
}

/** `isOver`: for longer than its limit. */
export interface Sight {
  readonly watched: Watched
  readonly isOver: boolean
}

/** For what the runtime itself does between calls: reading a large body, converting, counting. */
export const OWN_LIMIT_MS = 30_000

const HEAD_BYTES = 24
const TEXT_BYTES = 8 * 1024

export function createWatchMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEAD_BYTES + TEXT_BYTES)
}

export function watchCell(memory: SharedArrayBuffer): WatchCell {
  return { words: new Int32Array(memory, 0, HEAD_BYTES / 4), text: new Uint8Array(memory, HEAD_BYTES) }
}

/**
 * The main thread's side: a command is begun and ended, calls are entered and left within it; or by themselves, when a
 * run goes on after it had to wait.
 */
export interface WatchWriter {
  begin(run: string, flow: string): void
  /** `flow` is where the node stands. */
  enter(flow: string, key: CallKey, limitMs: number): void
  leave(): void
  end(): void
}

export function createWatchWriter({ words, text }: WatchCell): WatchWriter {
  const encoder = new TextEncoder()
  let prefixBytes = 0
  let namedRun: string | null = null
  let namedFlow: string | null = null
  let counter = 0
  /** Commands that are begun: an answer's goes on until whoever waited for it has gone on. */
  let begun = 0
  let calling = false

  function name(run: string, flow: string): void {
    if (run === namedRun && flow === namedFlow) return
    prefixBytes = encoder.encodeInto(`${run}\n${flow}\n`, text).written
    namedRun = run
    namedFlow = flow
  }

  function changed(): void {
    const isOdd = counter % 2 !== 0
    counter = (counter + (isOdd === (begun > 0 || calling) ? 2 : 1)) | 0
    Atomics.store(words, 0, counter)
  }

  function ours(): void {
    calling = false
    words[1] = OWN_LIMIT_MS
    words[3] = 0
    changed()
  }

  return {
    begin(run, flow) {
      name(run, flow)
      begun++
      words[2] = prefixBytes
      ours()
    },
    enter(flow, { run, within, node, tag, element, attempt }, limitMs) {
      name(run, flow)
      const line = within.length + tag.length === 0 ? node : `${node}\n${JSON.stringify([within, tag])}`
      calling = true
      words[2] = prefixBytes + encoder.encodeInto(line, text.subarray(prefixBytes)).written
      words[1] = limitMs
      words[3] = 1
      words[4] = element
      words[5] = attempt
      changed()
    },
    leave: ours,
    end() {
      begun--
      changed()
    },
  }
}

/** What is under way; null when nothing is. */
export function underWay({ words, text }: WatchCell): Watched | null {
  if (Atomics.load(words, 0) % 2 === 0) return null
  const [run = '', flow = '', node = '', place] = new TextDecoder().decode(text.slice(0, words[2])).split('\n')
  const limitMs = words[1] as number
  if (words[3] !== 1) return { run, flow, node: null, call: null, limitMs }
  const placed = place === undefined ? NOWHERE : placeOf(place)
  const call = placed && { run, within: placed[0], node, tag: placed[1], element: words[4] as number, attempt: words[5] as number }
  return { run, flow, node, call, limitMs }
}

/** The watchdog's side: called every now and then, gives what has gone on since it was called before. */
export function createWatch(cell: WatchCell, nowMs: () => number): () => Sight | null {
  const { words } = cell
  let seen = 0
  let sinceMs = 0
  return () => {
    const counter = Atomics.load(words, 0)
    if (counter % 2 === 0) return null
    if (counter !== seen) {
      seen = counter
      sinceMs = nowMs()
      return null
    }
    const watched = underWay(cell)
    return watched && { watched, isOver: nowMs() - sinceMs >= watched.limitMs }
  }
}

type Place = readonly [within: CallKey['within'], tag: CallKey['tag']]

const NOWHERE: Place = [[], []]

/** Null for one that did not fit. */
function placeOf(text: string): Place | null {
  try {
    return JSON.parse(text) as Place
  } catch {
    return null
  }
}
