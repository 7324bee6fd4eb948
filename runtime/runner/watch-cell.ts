/**
 * A cell of shared memory that says what a runner's main thread is at. The main thread writes it without reading a
 * clock: the watchdog measures by its own how long it has been looking at the same thing.
 *
 * Words: 0 a counter, odd while something is under way and higher with each new thing · 1 its limit in milliseconds ·
 * 2 the text's length in bytes · 3 whether a node is being called. The text is run, flow and node, one a line.
 */
export interface WatchCell {
  readonly words: Int32Array
  readonly text: Uint8Array
}

/** What a runner was at. */
export interface Under {
  readonly run: string
  readonly flow: string
  readonly node: string | null
}

/**
 * What overran, as the runner's last words. `node` is null when the runtime's own code was at work. While the runner
 * loads there is neither run nor flow, and a component's name stands in the place of the node's.
 */
export interface Overrun extends Under {
  readonly limitMs: number
}

/** For what the runtime itself does between calls: reading a large body, converting, counting. */
export const OWN_LIMIT_MS = 30_000

const HEAD_BYTES = 16
const TEXT_BYTES = 1024

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
  enter(run: string, flow: string, node: string, limitMs: number): void
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
    enter(run, flow, node, limitMs) {
      name(run, flow)
      calling = true
      words[2] = prefixBytes + encoder.encodeInto(node, text.subarray(prefixBytes)).written
      words[1] = limitMs
      words[3] = 1
      changed()
    },
    leave: ours,
    end() {
      begun--
      changed()
    },
  }
}

/** What is under way, null when nothing is. */
export function underWay({ words, text }: WatchCell): Under | null {
  if (Atomics.load(words, 0) % 2 === 0) return null
  const [run = '', flow = '', node = ''] = new TextDecoder().decode(text.slice(0, words[2])).split('\n')
  return { run, flow, node: words[3] === 1 ? node : null }
}

/** The watchdog's side: called every now and then, gives what has gone on for longer than its limit. */
export function createOverrunCheck(cell: WatchCell, nowMs: () => number): () => Overrun | null {
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
    const limitMs = words[1]!
    if (nowMs() - sinceMs < limitMs) return null
    const under = underWay(cell)
    return under === null ? null : { ...under, limitMs }
  }
}
