import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import type { Directive } from '../../shared/directive/schema.ts'
import type { Trace } from '../../shared/runner/messages.ts'
import { KEPT_RUNS } from '../runs/kept-runs.ts'
import { durableOperations } from './durable-operations.ts'
import { faultOf, type Fault } from './fault.ts'
import { fromJson } from './from-json.ts'
import { migrate } from './migrations.ts'
import type { Operation, Operations, StoredDeployment, StoredRun } from './operations.ts'

export interface Database {
  /**
   * Executes what came together as one transaction. An operation that throws undoes only itself; when the disk is full or
   * fails, nothing of the batch has happened and every answer says so.
   */
  batch(requests: readonly Request[]): readonly Answer[]
  close(): void
}

export type Request = {
  readonly [O in Operation]: { readonly operation: O; readonly params: Operations[O]['params'] }
}[Operation]
export type Answer = { readonly result: Operations[Operation]['result'] } | { readonly error: Fault }

type Row = Record<string, SQLOutputValue>

export function openDatabase(file: string): Database {
  return databaseOn(new DatabaseSync(file, { timeout: 200 }))
}

/** Closes `db` when it is closed itself. */
export function databaseOn(db: DatabaseSync): Database {
  // Held until the process ends, however it ends: a second runtime on this store is refused.
  db.exec(
    'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON',
  )
  migrate(db)
  db.exec('BEGIN IMMEDIATE; COMMIT')
  const execute = operationsOf(db)

  function one({ operation, params }: Request): Answer {
    db.exec('SAVEPOINT one')
    try {
      const result = (execute[operation] as (params: unknown) => Operations[Operation]['result'])(params)
      db.exec('RELEASE one')
      return { result }
    } catch (error) {
      // Over some errors, such as a full disk, SQLite has taken back the whole transaction itself.
      if (!db.isTransaction) throw error
      db.exec('ROLLBACK TO one; RELEASE one')
      return { error: faultOf(error) }
    }
  }

  return {
    batch(requests) {
      try {
        db.exec('BEGIN IMMEDIATE')
        const answers = requests.map(one)
        db.exec('COMMIT')
        return answers
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK')
        const fault = faultOf(error)
        return requests.map(() => ({ error: fault }))
      }
    },
    close: () => db.close(),
  }
}

function operationsOf(db: DatabaseSync): {
  readonly [O in Operation]: (params: Operations[O]['params']) => Operations[O]['result']
} {
  const listApps = db.prepare('SELECT app, label, revision, saved_ms, live, last_seq FROM apps ORDER BY app')
  const createApp = db.prepare(
    'INSERT INTO apps (app, label, revision, directive, saved_ms) VALUES (?, ?, 1, ?, ?) ON CONFLICT DO NOTHING',
  )
  const removeApp = db.prepare('DELETE FROM apps WHERE app = ?')
  const getDraft = db.prepare('SELECT revision, directive FROM apps WHERE app = ?')
  const saveDraft = db.prepare(
    'UPDATE apps SET revision = revision + 1, directive = ?, label = ?, saved_ms = ? WHERE app = ? AND revision = ?',
  )
  const nextDeployment = db.prepare(
    'UPDATE apps SET last_deployment = last_deployment + 1, live = last_deployment + 1 WHERE app = ? RETURNING live',
  )
  const addDeployment = db.prepare(
    'INSERT INTO deployments (app, deployment, digest, directive, deployed_ms) VALUES (?, ?, ?, ?, ?)',
  )
  const setLive = db.prepare('UPDATE apps SET live = ? WHERE app = ?')
  const listDeployments = db.prepare('SELECT * FROM deployments WHERE app = ? ORDER BY deployment DESC')
  const getDeployment = db.prepare('SELECT * FROM deployments WHERE app = ? AND deployment = ?')
  const setCounts = db.prepare(`
    INSERT INTO counts (app, deployment, counts)
      SELECT app, deployment, :counts FROM deployments WHERE app = :app AND deployment = :deployment
      ON CONFLICT DO UPDATE SET counts = excluded.counts`)
  const getCounts = db.prepare('SELECT counts FROM counts WHERE app = ? AND deployment = ?')
  const addRun = db.prepare('INSERT INTO runs (app, seq, run, flow, failed, row, trace, recording) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const setLastSeq = db.prepare('UPDATE apps SET last_seq = max(last_seq, ?) WHERE app = ?')
  const forgetRuns = db.prepare(`
    DELETE FROM runs WHERE app = :app AND flow = :flow
      AND seq <= (SELECT seq FROM runs WHERE app = :app AND flow = :flow ORDER BY seq DESC LIMIT 1 OFFSET ${KEPT_RUNS})
      AND NOT (failed AND seq > coalesce(
        (SELECT seq FROM runs WHERE app = :app AND flow = :flow AND failed ORDER BY seq DESC LIMIT 1 OFFSET ${KEPT_RUNS}), 0))`)
  const removeDurable = db.prepare('DELETE FROM durable_runs WHERE run = ?')
  const listRuns = db.prepare('SELECT row FROM runs WHERE app = ? ORDER BY seq')
  const getRun = db.prepare('SELECT row, trace, recording FROM runs WHERE app = ? AND run = ?')

  return {
    ...durableOperations(db),
    listApps: () =>
      listApps.all().map((row) => ({
        app: String(row['app']),
        label: String(row['label']),
        revision: Number(row['revision']),
        savedMs: Number(row['saved_ms']),
        live: row['live'] === null ? null : Number(row['live']),
        lastSeq: Number(row['last_seq']),
      })),
    createApp: ({ app, directive, atMs }) => ({
      created: createApp.run(app, labelOf(directive), JSON.stringify(directive), atMs).changes === 1,
    }),
    removeApp: ({ app }) => ({ removed: removeApp.run(app).changes === 1 }),
    getDraft({ app }) {
      const row = getDraft.get(app)
      return row === undefined ? null : { revision: Number(row['revision']), directive: fromJson(row['directive']) }
    },
    saveDraft({ app, revision, directive, atMs }) {
      const saved = saveDraft.run(JSON.stringify(directive), labelOf(directive), atMs, app, revision).changes === 1
      const row = getDraft.get(app)
      return row === undefined ? null : { saved, revision: Number(row['revision']) }
    },
    addDeployment({ app, digest, directive, atMs }) {
      const row = nextDeployment.get(app)
      if (row === undefined) return null
      const deployment = Number(row['live'])
      addDeployment.run(app, deployment, digest, JSON.stringify(directive), atMs)
      return { deployment }
    },
    setLive({ app, deployment }) {
      setLive.run(deployment, app)
      return null
    },
    listDeployments: ({ app }) => listDeployments.all(app).map(deploymentOf),
    getDeployment({ app, deployment }) {
      const row = getDeployment.get(app, deployment)
      return row === undefined ? null : deploymentOf(row)
    },
    setCounts({ app, deployment, counts }) {
      setCounts.run({ app, deployment, counts: JSON.stringify(counts) })
      return null
    },
    getCounts({ app, deployment }) {
      const row = getCounts.get(app, deployment)
      return row === undefined ? null : fromJson(row['counts'])
    },
    addRuns({ app, runs, over }) {
      for (const run of over) removeDurable.run(run)
      if (setLastSeq.run(runs.at(-1)?.row.seq ?? 0, app).changes === 0) return null
      for (const { row, trace, recording } of runs) {
        addRun.run(
          app,
          row.seq,
          row.run,
          row.flow,
          row.summary.ok ? 0 : 1,
          JSON.stringify(row),
          trace === null ? null : JSON.stringify(trace),
          recording,
        )
      }
      for (const flow of new Set(runs.map(({ row }) => row.flow))) forgetRuns.run({ app, flow })
      return null
    },
    listRuns: ({ app }) => listRuns.all(app).map((row) => fromJson(row['row'])),
    getRun({ app, run }): StoredRun | null {
      const row = getRun.get(app, run)
      if (row === undefined) return null
      const trace: Trace | null = row['trace'] === null ? null : fromJson(row['trace'])
      return { row: fromJson(row['row']), trace, recording: row['recording'] === null ? null : String(row['recording']) }
    },
  }
}

function deploymentOf(row: Row): StoredDeployment {
  return {
    deployment: Number(row['deployment']),
    digest: String(row['digest']),
    directive: fromJson(row['directive']),
    deployedMs: Number(row['deployed_ms']),
  }
}

function labelOf({ label, name }: Directive): string {
  return label ?? name
}
