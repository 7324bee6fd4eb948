import type { JournalEntry } from '../../shared/engine/journal-entry.ts'
import type { CallKey, Failure } from '../../shared/engine/types.ts'
import type { Death } from '../runner/runner-process.ts'
import { explainDeath, type Unfinished } from '../runner/runner.ts'

/** What becomes of a run whose runner has ended. */
export type Verdict =
  | { readonly kind: 'fails'; readonly failure: Failure }
  /** In another runner. `given`: what it is told of the call over which the runner ended. */
  | { readonly kind: 'goes-on'; readonly takeUps: number; readonly given: JournalEntry | null }

/** A run that ends runner after runner, by whatever it does, is given up. */
export const MAX_TAKE_UPS = 3

/**
 * A run that is durable goes on from its journal. Any other begins again, which nobody sees, unless it has asked for
 * something outside or is too large to be held. The run that was being called has the overrun for a failure of that call;
 * over anything else it fails.
 */
export function afterDeath(death: Death, { run, sink, takeUps, command, hasAsked }: Unfinished): Verdict {
  const isDurable = sink.journal !== undefined
  const message = explainDeath(death)
  const blamed = blamedIn(death)
  const goesOn = (given: JournalEntry | null, count: number): Verdict => {
    if (count > MAX_TAKE_UPS) return fails(kindOf(death, run), `${message} It had been begun again ${MAX_TAKE_UPS} times before.`, death)
    if (!isDurable && hasAsked) return fails(kindOf(death, run), `${message} The run cannot begin again: it had asked for something outside.`, death)
    if (!isDurable && command === null) return fails(kindOf(death, run), `${message} The run cannot begin again: events of so many runs are not held.`, death)
    return { kind: 'goes-on', takeUps: count, given }
  }
  if (death.kind === 'closed') return isDurable ? goesOn(null, takeUps) : fails('cancelled', message, death)
  if (blamed === run) {
    if (death.kind !== 'overrun' || death.overrun.call === null) return fails(kindOf(death, run), message, death)
    return goesOn(overrunOf(death.overrun.call, message), takeUps + 1)
  }
  // Whoever is not to blame for sure has no end of it held against it, as long as it has a journal to go on from.
  return goesOn(null, isDurable && blamed !== null ? takeUps : takeUps + 1)
}

function blamedIn(death: Death): string | null {
  switch (death.kind) {
    case 'closed': return null
    case 'overrun': return death.overrun.run
    case 'memory': case 'crash': return death.during?.node === null ? null : (death.during?.run ?? null)
  }
}

function kindOf(death: Death, run: string): Failure['kind'] {
  const blamed = blamedIn(death)
  if (death.kind === 'overrun' && blamed === run) return 'timeout'
  return death.kind === 'memory' && (blamed === null || blamed === run) ? 'limit' : 'cancelled'
}

function fails(kind: Failure['kind'], message: string, death: Death): Verdict {
  const node = kind === 'cancelled' ? '' : nodeOf(death)
  return { kind: 'fails', failure: { kind, message, node, attempt: 1, payload: 'null' } }
}

function nodeOf(death: Death): string {
  const watched = death.kind === 'overrun' ? death.overrun : death.kind === 'closed' ? null : death.during
  return watched?.node ?? ''
}

function overrunOf({ run: _, ...call }: CallKey, message: string): JournalEntry {
  return { kind: 'call', call, fingerprint: null, later: false, outcome: { ok: false, kind: 'timeout', message }, logs: [] }
}
