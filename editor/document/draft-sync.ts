import type { Directive } from '../../shared/directive/schema.ts'
import { canonicalJson } from '../../shared/directive/canonical.ts'
import type { Json } from '../../shared/json/json.ts'
import { type Draft, RpcErrorCode } from '../../shared/protocol/messages.ts'
import { RpcError, type RpcClient } from '../rpc/client.ts'
import { type BackupStorage, dropBackup, keepBackup, readBackup } from './draft-backup.ts'
import type { SaveState } from './draft-store.ts'

// Saves one application's draft: soon after each edit, one save at a time, the newest document last. Until the runtime
// has acknowledged it, a copy stays in the browser.

export interface DraftSurroundings {
  readonly rpc: Pick<RpcClient, 'call' | 'state'>
  readonly storage: BackupStorage
  readonly later: (afterMs: number, task: () => void) => () => void
  readonly onState: (state: SaveState) => void
  /** Another editor saved while nothing of ours was unsaved: its document takes the place of ours. */
  readonly onTheirs: (directive: Directive) => void
}

export interface DraftSync {
  changed(directive: Directive): void
  /** Does not wait: before a deployment, or when the page is hidden. */
  flush(): Promise<void>
  connected(): void
  /** Somebody saved `revision`: this editor, or another. */
  savedElsewhere(revision: number): void
  /** Answers a conflict. */
  overwrite(): void
  close(): void
}

const SAVE_AFTER_MS = 400

export interface Opened {
  readonly directive: Directive
  /** Changes of an earlier visit were found that the runtime never acknowledged. */
  readonly restored: boolean
  readonly sync: DraftSync
}

export function openDraft(draft: Draft, surroundings: DraftSurroundings): Opened {
  const backup = readBackup(surroundings.storage, draft.app)
  if (backup === null || sameDocument(backup.directive, draft.directive)) {
    dropBackup(surroundings.storage, draft.app)
    return {
      directive: draft.directive,
      restored: false,
      sync: syncDraft(draft.app, draft.revision, null, surroundings),
    }
  }
  // Saving on the revision they began from finds out by itself whether somebody else was faster.
  const sync = syncDraft(draft.app, backup.revision, backup.directive, surroundings)
  return { directive: backup.directive, restored: true, sync }
}

/** The runtime writes members in another order than they came in. */
function sameDocument(one: Directive, other: Directive): boolean {
  return canonicalJson(one as Json) === canonicalJson(other as Json)
}

function syncDraft(app: string, start: number, unsaved: Directive | null, surroundings: DraftSurroundings): DraftSync {
  const { rpc, storage, later, onState, onTheirs } = surroundings
  let revision = start
  let waiting = unsaved
  /** On its way, or lost with the line: whether the runtime has it is not known. */
  let sent: Directive | null = null
  let saving: Promise<void> | null = null
  let held = false
  let closed = false
  let cancel = () => {}

  say({ kind: waiting === null ? 'saved' : 'unsaved' })
  if (waiting !== null) soon(0)

  return {
    changed(directive) {
      waiting = directive
      keepBackup(storage, app, { revision, directive })
      if (held) return
      say({ kind: isOnline() ? 'unsaved' : 'offline' })
      soon(SAVE_AFTER_MS)
    },
    async flush() {
      cancel()
      await saving
      await save()
    },
    connected: () => {
      if (waiting !== null) soon(0)
    },
    savedElsewhere(given) {
      if (given > revision && saving === null && waiting === null) void meet()
    },
    overwrite() {
      held = false
      soon(0)
    },
    close() {
      cancel()
      closed = true
    },
  }

  function say(state: SaveState): void {
    if (!closed) onState(state)
  }

  function isOnline(): boolean {
    return rpc.state().kind === 'connected'
  }

  function soon(afterMs: number): void {
    cancel()
    cancel = later(afterMs, () => void save())
  }

  async function save(): Promise<void> {
    if (saving !== null || waiting === null || held || closed) return
    if (!isOnline()) return say({ kind: 'offline' })
    saving = send(waiting)
    await saving
    saving = null
    if (waiting !== null && !held && isOnline()) soon(SAVE_AFTER_MS)
  }

  async function send(directive: Directive): Promise<void> {
    sent = directive
    waiting = null
    say({ kind: 'saving' })
    try {
      revision = (await rpc.call('draft.save', { app, revision, directive })).revision
      acknowledged()
    } catch (error) {
      waiting ??= directive
      if (!(error instanceof RpcError)) return say({ kind: 'offline' })
      if (error.code === RpcErrorCode.STALE_REVISION) return meet()
      held = true
      say({ kind: 'refused', message: error.message })
    }
  }

  function acknowledged(): void {
    sent = null
    if (waiting !== null) return keepBackup(storage, app, { revision, directive: waiting })
    dropBackup(storage, app)
    say({ kind: 'saved' })
  }

  /** Gets what was saved elsewhere. Where both sides have something to lose, the person chooses. */
  async function meet(): Promise<void> {
    try {
      const { directive: theirs, revision: theirRevision } = await rpc.call('draft.get', { app })
      revision = theirRevision
      if (sent !== null && sameDocument(theirs, sent)) {
        if (waiting === sent) waiting = null
        return acknowledged()
      }
      if (waiting === null) return onTheirs(theirs)
      held = true
      say({ kind: 'conflict', theirs, theirRevision })
    } catch {
      say({ kind: 'offline' })
    }
  }
}
