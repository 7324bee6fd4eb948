import type { DeploymentCounts } from '../../shared/protocol/messages.ts'
import type { Store } from '../store/store.ts'
import { addCounts, NO_COUNTS } from './counts.ts'

/** Keeps what each deployment has counted, over restarts of the runtime. */
export interface Ledger {
  /** For a deployment that is new: it begins at nothing. */
  begin(app: string, deployment: number): Tally
  /** Goes on from what was counted before. */
  resume(app: string, deployment: number): Promise<Tally>
  /** What was counted until now is in the store afterwards. */
  close(): Promise<void>
}

/** The counts of one deployment, together over all that count for it: its runners, and its gates. */
export interface Tally {
  read(): DeploymentCounts
  /** `part` is asked whenever the counts are read, until what is given here is called: what it gave last stays. */
  count(part: () => DeploymentCounts): () => void
  /** A part has something new to tell. */
  changed(): void
}

export interface LedgerOptions {
  readonly store: Store
  readonly onError: (error: unknown) => void
}

/** A runtime that is killed loses no more than what was counted in so long. */
const WRITE_EVERY_MS = 1_000

export function createLedger({ store, onError }: LedgerOptions): Ledger {
  const tallies = new Map<string, Tally>()
  const changed = new Map<string, () => Promise<null>>()
  let timer: NodeJS.Timeout | null = null
  let written: Promise<void> = Promise.resolve()
  let failing = false

  function open(app: string, deployment: number, before: DeploymentCounts): Tally {
    const name = nameOf(app, deployment)
    const tally = createTally(before, () => {
      // Of an application that was removed, the number may have gone to another deployment.
      if (tallies.get(name) !== tally) return
      changed.set(name, () => store.ask('setCounts', { app, deployment, counts: tally.read() }))
      timer ??= setTimeout(() => void write(), WRITE_EVERY_MS)
    })
    tallies.set(name, tally)
    return tally
  }

  function write(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const writes = [...changed.values()]
    changed.clear()
    // Asked at once, they are one transaction.
    written = Promise.allSettled(writes.map((ask) => ask())).then((results) => {
      const failed = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined
      if (failed !== undefined && !failing) onError(failed.reason)
      failing = failed !== undefined
    })
    return written
  }

  /** Counts that cannot be read are no reason not to bring up a deployment. */
  async function countsOf(app: string, deployment: number): Promise<DeploymentCounts | null> {
    try {
      return await store.ask('getCounts', { app, deployment })
    } catch (error) {
      onError(error)
      return null
    }
  }

  return {
    begin: (app, deployment) => open(app, deployment, NO_COUNTS),
    async resume(app, deployment) {
      const known = tallies.get(nameOf(app, deployment))
      if (known !== undefined) return known
      // An earlier Runnel may have counted less.
      return open(app, deployment, { ...NO_COUNTS, ...(await countsOf(app, deployment)) })
    },
    async close() {
      await written
      await write()
    },
  }
}

function createTally(before: DeploymentCounts, onChange: () => void): Tally {
  const parts = new Set<() => DeploymentCounts>()
  let ended = before
  return {
    read: () => [...parts].reduce((sum, part) => addCounts(sum, part()), ended),
    count(part) {
      parts.add(part)
      return () => {
        if (parts.delete(part)) ended = addCounts(ended, part())
      }
    },
    changed: onChange,
  }
}

function nameOf(app: string, deployment: number): string {
  return `${app}/${deployment}`
}
