import type { Directive } from '../../shared/directive/schema.ts'
import type { Draft } from '../../shared/protocol/messages.ts'
import { createAppRuns, type AppRuns } from '../runs/app-runs.ts'
import type { StoredApp } from '../store/operations.ts'
import type { Store } from '../store/store.ts'
import { appNameFor } from './app-name.ts'

/** The applications of this store with their drafts and runs. */
export interface Apps {
  /** By name. */
  list(): readonly AppEntry[]
  has(app: string): boolean
  runs(app: string): AppRuns
  /** Under the directive's own name, or the next free one like it. */
  create(directive: Directive): Promise<string>
  remove(app: string): Promise<void>
  draft(app: string): Promise<Draft | null>
  saveDraft(
    app: string,
    revision: number,
    directive: Directive,
  ): Promise<{ readonly saved: boolean; readonly revision: number } | null>
  /** Everything is in the store afterwards. */
  close(): Promise<void>
}

export interface AppEntry {
  readonly app: string
  readonly label: string
  readonly revision: number
  readonly savedMs: number
}

export interface AppsEvents {
  onChange(): void
  onDraft(app: string, revision: number): void
  /** Takes away what else is kept for it, before its name is free again. */
  onRemove(app: string): Promise<void>
  onError(error: unknown): void
}

export async function openApps(store: Store, nowMs: () => number, events: AppsEvents): Promise<Apps> {
  const entries = new Map<string, { readonly entry: AppEntry; readonly runs: AppRuns }>()
  for (const stored of await store.ask('listApps', null)) await enter(stored)

  async function enter({ app, label, revision, savedMs, lastSeq }: StoredApp): Promise<void> {
    const rows = await store.ask('listRuns', { app })
    entries.set(app, {
      entry: { app, label, revision, savedMs },
      runs: createAppRuns({ app, store, rows, lastSeq, nowMs, onError: events.onError }),
    })
  }

  return {
    list: () => [...entries.values()].map(({ entry }) => entry).sort((a, b) => (a.app < b.app ? -1 : 1)),
    has: (app) => entries.has(app),
    runs(app) {
      const found = entries.get(app)
      if (found === undefined) throw new Error(`there is no application ${app}`)
      return found.runs
    },
    async create(given) {
      const app = appNameFor(given.name, (name) => entries.has(name))
      const directive = { ...given, name: app }
      const atMs = nowMs()
      // Taken before anything is waited for, so that two of one name do not meet.
      entries.set(app, {
        entry: { app, label: directive.label ?? app, revision: 1, savedMs: atMs },
        runs: createAppRuns({ app, store, rows: [], lastSeq: 0, nowMs, onError: events.onError }),
      })
      try {
        await store.ask('createApp', { app, directive, atMs })
      } catch (error) {
        entries.delete(app)
        throw error
      }
      events.onChange()
      return app
    },
    async remove(app) {
      await store.ask('removeApp', { app })
      entries.get(app)?.runs.close()
      await events.onRemove(app)
      entries.delete(app)
      events.onChange()
    },
    async draft(app) {
      const draft = await store.ask('getDraft', { app })
      return draft === null ? null : { app, ...draft }
    },
    async saveDraft(app, revision, directive) {
      const atMs = nowMs()
      const result = await store.ask('saveDraft', { app, revision, directive, atMs })
      const known = entries.get(app)
      if (result?.saved === true && known !== undefined) {
        entries.set(app, {
          ...known,
          entry: { app, label: directive.label ?? directive.name, revision: result.revision, savedMs: atMs },
        })
        events.onDraft(app, result.revision)
        events.onChange()
      }
      return result
    },
    async close() {
      await Promise.all([...entries.values()].map(({ runs }) => runs.flush()))
      for (const { runs } of entries.values()) runs.close()
    },
  }
}
