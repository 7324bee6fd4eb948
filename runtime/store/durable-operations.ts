import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { JournalEntry } from '../../shared/engine/journal-entry.ts'
import { fromJson } from './from-json.ts'
import type { Operations, StoredDurable } from './operations.ts'

type DurableOperation = 'beginDurable' | 'addJournal' | 'setReplied' | 'getDurable' | 'listDurable'

/** What is kept of durable runs until they end, when `addRuns` takes it away. */
export function durableOperations(db: DatabaseSync): {
  readonly [O in DurableOperation]: (params: Operations[O]['params']) => Operations[O]['result']
} {
  const begin = db.prepare(`
    INSERT INTO durable_runs (run, app, deployment, flow, trigger, title, started_ms, event)
      SELECT ?, app, ?, ?, ?, ?, ?, ? FROM apps WHERE app = ?`)
  const addJournal = db.prepare(`
    INSERT INTO journal (run, seq, entries)
      SELECT run, (SELECT coalesce(max(seq), -1) + 1 FROM journal WHERE run = :run), :entries
      FROM durable_runs WHERE run = :run`)
  const setReplied = db.prepare('UPDATE durable_runs SET status = ? WHERE run = ?')
  const get = db.prepare('SELECT * FROM durable_runs WHERE run = ?')
  const list = db.prepare('SELECT * FROM durable_runs ORDER BY rowid')
  const journal = db.prepare('SELECT entries FROM journal WHERE run = ? ORDER BY seq')

  return {
    beginDurable: ({ run, app, deployment, flow, trigger, title, startedMs, event }) => ({
      begun: begin.run(run, deployment, flow, trigger, title, startedMs, JSON.stringify(event), app).changes === 1,
    }),
    addJournal({ run, entries }) {
      addJournal.run({ run, entries: JSON.stringify(entries) })
      return null
    },
    setReplied({ run, status }) {
      setReplied.run(status, run)
      return null
    },
    getDurable({ run }) {
      const row = get.get(run)
      if (row === undefined) return null
      return { stored: durableOf(row), journal: journal.all(run).flatMap(({ entries }) => fromJson<readonly JournalEntry[]>(entries)) }
    },
    listDurable: () => list.all().map(durableOf),
  }
}

function durableOf(row: Record<string, SQLOutputValue>): StoredDurable {
  return {
    app: String(row['app']),
    deployment: Number(row['deployment']),
    run: String(row['run']),
    flow: String(row['flow']),
    trigger: String(row['trigger']),
    title: String(row['title']),
    startedMs: Number(row['started_ms']),
    event: fromJson(row['event']),
    status: row['status'] === null ? null : Number(row['status']),
  }
}
