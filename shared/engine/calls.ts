import type { Policies } from '../resolve/types.ts'
import type { PortType, WitType } from '../wit/types.ts'
import type { Value } from '../wit/value.ts'
import type { FailureKind, Outcome } from './types.ts'

/** What came of calling a node, and in which attempt. */
export interface Called {
  readonly outcome: Outcome
  readonly attempt: number
}

/** One attempt at one call. `element` is the position in an `each`. */
export type Attempt = (args: readonly Value[], element: number, attempt: number) => Outcome | Promise<Outcome>

/** Makes one value of what the calls for all items gave. */
export type Gather = (values: readonly Value[]) => Value

interface Tagged {
  readonly tag: string
  readonly val?: Value
}

export interface Clock {
  /** May end early when the run is over. */
  sleep(ms: number): Promise<void>
  random(): number
  /** Whether the run has failed: then no attempt and no item begins any more. */
  isOver(): boolean
}

/** A longer wait is none that anybody means. */
const MAX_DELAY_MS = 3_600_000

/** Trying again does not help against these: the same call would end the same way. */
const FINAL: ReadonlySet<FailureKind> = new Set([
  'no-grant', 'no-import', 'bad-value', 'no-value', 'limit', 'already-replied', 'ambiguous', 'thrown',
])

/**
 * Calls a node as its policies say: for each item, each with its attempts. `result` is that of one call. Stays
 * synchronous as long as the calls do.
 */
export function callNode(
  policies: Policies, result: WitType | null, gather: Gather, args: readonly Value[], attempt: Attempt, clock: Clock,
): Called | Promise<Called> {
  const { each } = policies
  if (each === null) return callOnce(policies, result, args, 0, attempt, clock)
  return callEach({ ...policies, each }, result, gather, args, attempt, clock)
}

function callOnce(
  { retry }: Policies, result: WitType | null, args: readonly Value[], element: number, attempt: Attempt,
  clock: Clock,
): Called | Promise<Called> {
  return tryOnce(1)

  function tryOnce(count: number): Called | Promise<Called> {
    const outcome = attempt(args, element, count)
    return outcome instanceof Promise ? outcome.then((given) => judge(given, count)) : judge(outcome, count)
  }

  function judge(outcome: Outcome, count: number): Called | Promise<Called> {
    const called = { outcome, attempt: count }
    if (retry === null || count >= retry.attempts || clock.isOver() || !isTriedAgain(outcome, result, retry.on)) return called
    const delayMs = delayBefore(count, retry, clock)
    return delayMs === 0 ? tryOnce(count + 1) : clock.sleep(delayMs).then(() => (clock.isOver() ? called : tryOnce(count + 1)))
  }
}

/** Jitter takes away up to half, so that many that failed together do not come back together. */
function delayBefore(failed: number, retry: NonNullable<Policies['retry']>, clock: Clock): number {
  const factor = retry.backoff === 'exponential' ? 2 ** (failed - 1) : 1
  const delayMs = Math.min(retry.delayMs * factor, MAX_DELAY_MS)
  return retry.jitter ? delayMs * (1 - clock.random() / 2) : delayMs
}

function isTriedAgain(outcome: Outcome, result: WitType | null, on: readonly string[] | null): boolean {
  if (!outcome.ok) return on === null ? !FINAL.has(outcome.kind) : on.includes(outcome.kind)
  if (result?.kind !== 'result') return false
  const { tag, val } = outcome.value as Tagged
  return tag === 'err' && (on === null || on.includes('err') || on.includes(caseOf(val)))
}

/** The name of an error's case, where it has cases. */
function caseOf(err: unknown): string {
  if (typeof err === 'string') return err
  return err !== null && typeof err === 'object' && 'tag' in err ? String(err.tag) : ''
}

/**
 * The items in order, at most `concurrency` at a time. No further item is begun after one that decides the whole: a
 * failure, or with `first` an error. Of several the earliest item's counts, whichever ended first.
 */
function callEach(
  policies: Policies & { readonly each: NonNullable<Policies['each']> }, result: WitType | null, gather: Gather,
  args: readonly Value[], attempt: Attempt, clock: Clock,
): Called | Promise<Called> {
  const { input, concurrency, errors } = policies.each
  const items = Array.from(args[input] as ArrayLike<Value>)
  const called = new Array<Called | undefined>(items.length)
  let next = 0
  let decided = items.length
  let underWay = 0

  let finish = (): void => {}
  fill()
  return underWay === 0 ? combined() : new Promise<void>((resolve) => { finish = resolve }).then(combined)

  function fill(): void {
    while (next < decided && underWay < concurrency && !clock.isOver()) {
      const at = next++
      const given = callOnce(policies, result, args.with(input, items[at]), at, attempt, clock)
      if (given instanceof Promise) {
        underWay++
        void given.then((later) => ended(at, later))
      } else keep(at, given)
    }
  }

  function ended(at: number, given: Called): void {
    underWay--
    keep(at, given)
    fill()
    if (underWay === 0) finish()
  }

  function keep(at: number, given: Called): void {
    called[at] = given
    if (isDeciding(given.outcome, result, errors)) decided = Math.min(decided, at)
  }

  function combined(): Called {
    const deciding = called[decided]
    if (deciding !== undefined) return { outcome: atItem(deciding.outcome, decided), attempt: deciding.attempt }
    if (next < items.length) return { outcome: cancelledBefore(next), attempt: 1 }
    const values = called.map((each) => (each?.outcome.ok === true ? each.outcome.value : undefined))
    const attempt = called.reduce((most, each) => Math.max(most, each?.attempt ?? 1), 1)
    return { outcome: { ok: true, value: gather(values) }, attempt }
  }
}

function isDeciding(outcome: Outcome, result: WitType | null, errors: 'first' | 'collect'): boolean {
  if (!outcome.ok) return true
  return errors === 'first' && result?.kind === 'result' && (outcome.value as Tagged).tag === 'err'
}

function atItem(outcome: Outcome, at: number): Outcome {
  return outcome.ok ? outcome : { ...outcome, message: `Item ${at}: ${outcome.message}` }
}

function cancelledBefore(at: number): Outcome {
  return { ok: false, kind: 'cancelled', message: `The run had failed before item ${at} was called.` }
}

/** Makes the value of `eachResult(result, errors)` when nothing failed. */
export function gatherResults(result: WitType | null, errors: 'first' | 'collect'): Gather {
  if (result === null) return () => undefined
  if (result.kind !== 'result' || errors === 'collect') return (values) => listOf(values, result)
  const { ok } = result
  if (ok === null) return () => ({ tag: 'ok' })
  return (values) => ({ tag: 'ok', val: listOf(values.map((value) => (value as Tagged).val), ok) })
}

export function listOf(values: readonly Value[], item: PortType): Value {
  return item.kind === 'u8' ? Uint8Array.from(values as readonly number[]) : values
}
