import type { DatabaseSync } from 'node:sqlite'
import { NewerSchema } from './fault.ts'

/** Each brings the schema from its position to the next; they are never changed once released, only added to. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE apps (
    app TEXT PRIMARY KEY,
    label TEXT NOT NULL,
    revision INTEGER NOT NULL,
    directive TEXT NOT NULL,
    saved_ms INTEGER NOT NULL,
    live INTEGER,
    last_deployment INTEGER NOT NULL DEFAULT 0,
    last_seq INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE deployments (
    app TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    deployment INTEGER NOT NULL,
    digest TEXT NOT NULL,
    directive TEXT NOT NULL,
    deployed_ms INTEGER NOT NULL,
    PRIMARY KEY (app, deployment)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE runs (
    app TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    run TEXT NOT NULL,
    flow TEXT NOT NULL,
    failed INTEGER NOT NULL,
    row TEXT NOT NULL,
    trace TEXT,
    PRIMARY KEY (app, seq)
  ) STRICT;
  CREATE UNIQUE INDEX runs_by_name ON runs (app, run);
  CREATE INDEX runs_by_flow ON runs (app, flow, seq);
  CREATE INDEX failed_runs_by_flow ON runs (app, flow, seq) WHERE failed;
  `,
  `
  ALTER TABLE runs ADD COLUMN recording TEXT;

  CREATE TABLE durable_runs (
    run TEXT PRIMARY KEY,
    app TEXT NOT NULL REFERENCES apps ON DELETE CASCADE,
    deployment INTEGER NOT NULL,
    flow TEXT NOT NULL,
    trigger TEXT NOT NULL,
    title TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    event TEXT NOT NULL,
    status INTEGER
  ) STRICT;
  CREATE INDEX durable_runs_by_app ON durable_runs (app);

  CREATE TABLE journal (
    run TEXT NOT NULL REFERENCES durable_runs ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    entries TEXT NOT NULL,
    PRIMARY KEY (run, seq)
  ) STRICT;
  `,
  `
  CREATE TABLE counts (
    app TEXT NOT NULL,
    deployment INTEGER NOT NULL,
    counts TEXT NOT NULL,
    PRIMARY KEY (app, deployment),
    FOREIGN KEY (app, deployment) REFERENCES deployments ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  `,
  // Values that do not say in which call of a flow they came would be shown at the wrong nodes.
  `UPDATE runs SET trace = NULL WHERE trace NOT LIKE '%"within":%'`,
]

const SCHEMA_VERSION = MIGRATIONS.length

/** Throws `NewerSchema` for a database that a later Runnel wrote. */
export function migrate(db: DatabaseSync): void {
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > SCHEMA_VERSION) {
    throw new NewerSchema(`it was written by a newer Runnel (schema ${version}; this one knows up to ${SCHEMA_VERSION})`)
  }
  for (const [index, sql] of MIGRATIONS.entries()) {
    if (index < version) continue
    db.exec(`BEGIN IMMEDIATE; ${sql}; PRAGMA user_version = ${index + 1}; COMMIT`)
  }
}
