import type { Directive } from '../../shared/directive/schema.ts'
import type { JournalEntry } from '../../shared/engine/journal-entry.ts'
import type { DeploymentCounts, RunRow } from '../../shared/protocol/messages.ts'
import type { Trace } from '../../shared/runner/messages.ts'
import type { EventJson } from '../../shared/triggers/event-json.ts'

// Everything the runtime asks of its database. Each operation runs whole, in the order asked, in a thread of its own.

export interface Operations {
  readonly listApps: { params: null; result: readonly StoredApp[] }
  /** Without effect when the application is there. */
  readonly createApp: { params: { app: string; directive: Directive; atMs: number }; result: { created: boolean } }
  /** Takes its drafts, deployments and runs with it. */
  readonly removeApp: { params: { app: string }; result: { removed: boolean } }

  readonly getDraft: { params: { app: string }; result: StoredDraft | null }
  /** Refused, with the revision that is there, when that is not `revision`. */
  readonly saveDraft: {
    params: { app: string; revision: number; directive: Directive; atMs: number }
    result: { saved: boolean; revision: number } | null
  }

  /** Becomes the application's latest deployment and the live one. */
  readonly addDeployment: {
    params: { app: string; digest: string; directive: Directive; atMs: number }
    result: { deployment: number } | null
  }
  readonly setLive: { params: { app: string; deployment: number | null }; result: null }
  /** Latest first. */
  readonly listDeployments: { params: { app: string }; result: readonly StoredDeployment[] }
  readonly getDeployment: { params: { app: string; deployment: number }; result: StoredDeployment | null }

  /** Without effect when the deployment is gone. */
  readonly setCounts: { params: { app: string; deployment: number; counts: DeploymentCounts }; result: null }
  readonly getCounts: { params: { app: string; deployment: number }; result: DeploymentCounts | null }

  /** Without effect when the application is gone. `over`: durable runs that have ended, whose journals go. */
  readonly addRuns: { params: { app: string; runs: readonly StoredRun[]; over: readonly string[] }; result: null }
  /** In the order of `seq`. */
  readonly listRuns: { params: { app: string }; result: readonly RunRow[] }
  readonly getRun: { params: { app: string; run: string }; result: StoredRun | null }

  /** False when the application is gone. */
  readonly beginDurable: { params: StoredDurable; result: { begun: boolean } }
  /** Both without effect when the run has ended. */
  readonly addJournal: { params: { run: string; entries: readonly JournalEntry[] }; result: null }
  readonly setReplied: { params: { run: string; status: number }; result: null }
  readonly getDurable: { params: { run: string }; result: { stored: StoredDurable; journal: readonly JournalEntry[] } | null }
  /** In the order in which they began. */
  readonly listDurable: { params: null; result: readonly StoredDurable[] }
}

export type Operation = keyof Operations

/** A durable run that has not ended. */
export interface StoredDurable {
  readonly app: string
  readonly deployment: number
  readonly run: string
  readonly flow: string
  readonly trigger: string
  readonly title: string
  readonly startedMs: number
  readonly event: EventJson
  /** What it has replied. */
  readonly status: number | null
}

export interface StoredApp {
  readonly app: string
  readonly label: string
  readonly revision: number
  readonly savedMs: number
  /** The live deployment's number. */
  readonly live: number | null
  /** The highest `seq` of its runs, kept or not. */
  readonly lastSeq: number
}

export interface StoredDraft {
  readonly revision: number
  readonly directive: Directive
}

export interface StoredDeployment {
  readonly deployment: number
  readonly digest: string
  readonly directive: Directive
  readonly deployedMs: number
}

export interface StoredRun {
  readonly row: RunRow
  readonly trace: Trace | null
  /** The text of a `Recording`. */
  readonly recording: string | null
}
