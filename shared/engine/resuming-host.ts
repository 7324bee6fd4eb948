import { ConversionError } from '../wit/conversion-error.ts'
import { fingerprintOf, NO_FINGERPRINT } from './fingerprint.ts'
import { intoTurn, type Inbox } from './in-turns.ts'
import { outcomeFrom } from './journal-entry.ts'
import { nameOfCall, nameOfWait, type Journal, type JournalCall, type JournalLog } from './journal.ts'
import type { Call, Outcome, RunHost } from './types.ts'

export interface Resuming {
  /** Gives what is later in turns: what records it must add none. */
  readonly host: RunHost
  /** Once the run has ended: why the journal is none of this run; null when it is. */
  flaw(): string | null
}

export interface ResumingOptions {
  readonly journal: Journal
  readonly inbox: Inbox
  /**
   * Whether the flow may have changed since. Then the journal serves as far as it fits, calls by their fingerprints, and
   * the host for the rest; otherwise a journal that does not fit ends the run.
   */
  readonly lenient: boolean
  /** Told of each call that the journal answers. */
  readonly onFed: (call: Call, logs: readonly JournalLog[]) => void
}

/**
 * Gives what the journal has, in its order, without asking `host`; what comes after that is asked for. Should `host` give
 * something before the journal has been given to its end, it waits until then.
 *
 * A journal without clock readings is not that of a whole run: it knows single calls, to which the run may come or not.
 */
export function resumingHost(host: RunHost, { journal, inbox, lenient, onFed }: ResumingOptions): Resuming {
  const { calls, later, clock, random } = journal
  const isWhole = clock.length > 0
  const isLater = new Set(later)
  /** What the run waits for and the journal has. */
  const awaited = new Map<string, { readonly give: () => void; readonly giveUp: () => void }>()
  const held: (() => void)[] = []
  const fed = new Set<string>()
  let given = 0
  let isDue = false
  let waits = 0
  let readings = 0
  let numbers = 0
  /** Nothing was asked outside yet, so that it is as late as the last reading says. */
  let isPast = true
  /** The journal fits no more: only calls that are called the same are taken from it. */
  let isLive = false
  let shiftMs = 0
  let flaw: string | null = null

  function misfit(why: string): void {
    if (isLive || flaw !== null) return
    if (lenient) {
      isLive = true
      if (readings > 0) shiftMs = (clock[readings - 1] as number) - host.now()
    } else flaw = why
    for (const { giveUp } of awaited.values()) giveUp()
    awaited.clear()
    release()
  }

  function isGiven(): boolean {
    return isLive || flaw !== null || (given === later.length && (!isWhole || fed.size === calls.size))
  }

  function release(): void {
    for (const deliver of held.splice(0)) inbox.put(deliver)
  }

  function giveSoon(): void {
    if (isDue || isGiven()) return
    isDue = true
    inbox.put(giveNext)
  }

  /** The run has come to rest, so that it must be waiting for what it got next. */
  function giveNext(): void {
    isDue = false
    if (isGiven()) return
    const name = later[given] ?? missed()
    const next = awaited.get(name)
    if (next === undefined) return misfit(notReached(name))
    given++
    awaited.delete(name)
    next.give()
    if (isGiven()) release()
    else giveSoon()
  }

  function missed(): string {
    return [...calls.keys()].find((name) => !fed.has(name)) as string
  }

  /** `giveUp` when the journal turns out not to fit. */
  function inOrder<T>(name: string, value: T, giveUp: () => T | Promise<T>): Promise<T> {
    const { promise, resolve } = Promise.withResolvers<T>()
    awaited.set(name, { give: () => resolve(value), giveUp: () => resolve(giveUp()) })
    giveSoon()
    return promise
  }

  function afterJournal<T>(value: Promise<T>): Promise<T> {
    const later = intoTurn(inbox, value)
    if (isGiven()) return later
    giveSoon()
    return new Promise((resolve) => void later.then((ready) => {
      if (isGiven()) resolve(ready)
      else held.push(() => resolve(ready))
    }))
  }

  function call(asked: Call): Outcome | Promise<Outcome> {
    if (flaw !== null) return cancelled(flaw)
    const name = nameOfCall(asked.key)
    const recorded = calls.get(name)
    if (recorded === undefined || !(isUnchanged(asked, recorded.fingerprint))) return callOutside(asked)
    const outcome = read(asked, name)
    if (outcome === null) return lenient ? callOutside(asked) : cancelled(flaw as unknown as string)
    fed.add(name)
    if (held.length > 0 && isGiven()) release()
    onFed(asked, recorded.logs)
    if (!recorded.later || isLive) return outcome
    return inOrder(name, outcome, () => (flaw === null ? outcome : cancelled(flaw)))
  }

  function isUnchanged(asked: Call, fingerprint: string | null): boolean {
    return !lenient || fingerprint === null || (fingerprint !== NO_FINGERPRINT && fingerprint === fingerprintOf(asked))
  }

  function read({ key, fn }: Call, name: string): Outcome | null {
    try {
      return outcomeFrom((calls.get(name) as JournalCall).outcome, fn)
    } catch (error) {
      if (!(error instanceof ConversionError)) throw error
      misfit(`what it has for a call of ${key.node} is nothing that ${fn.name} gives`)
      return null
    }
  }

  function callOutside(asked: Call): Outcome | Promise<Outcome> {
    isPast = false
    if (lenient && isWhole) misfit('')
    const outcome = host.call(asked)
    return outcome instanceof Promise || !isGiven() ? afterJournal(Promise.resolve(outcome)) : outcome
  }

  function sleep(ms: number): Promise<void> {
    if (flaw !== null) return Promise.resolve()
    const name = nameOfWait(waits++)
    if (isLive || !isLater.has(name)) return afterJournal(host.sleep(leftOf(ms)))
    return inOrder<void>(name, undefined, () => (flaw === null ? intoTurn(inbox, host.sleep(ms)) : undefined))
  }

  /** A wait that had begun ends when it would have ended. */
  function leftOf(ms: number): number {
    if (!isPast || readings === 0) return ms
    return Math.max(0, Math.min(ms, (clock[readings - 1] as number) + ms - host.now()))
  }

  function now(): number {
    if (!isLive && readings < clock.length) return clock[readings++] as number
    isPast = false
    return host.now() + shiftMs
  }

  return {
    host: {
      call,
      sleep,
      now,
      random: () => (!isLive && numbers < random.length ? (random[numbers++] as number) : host.random()),
      reply: (reply) => host.reply(reply),
      debug: (by, within, value) => host.debug(by, within, value),
    },
    flaw() {
      if (lenient || isGiven()) return flaw
      return notReached(later[given] ?? missed())
    },
  }
}

function cancelled(why: string): Outcome {
  return { ok: false, kind: 'cancelled', message: `The journal is none of this run: ${why}.` }
}

function notReached(name: string): string {
  if (name.startsWith('~')) return `the run does not come to the wait that it was in`
  const node = name.startsWith('[') ? (JSON.parse(name) as [unknown, string])[1] : name
  return `the run does not come to a call of ${node} that was made`
}
