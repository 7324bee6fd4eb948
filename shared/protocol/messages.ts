import type { OperatorPolicy } from '../directive/operator-policy.ts'
import type { Directive } from '../directive/schema.ts'
import type { Problem } from '../directive/problem.ts'
import type { Json } from '../json/json.ts'
import type { PackageManifest } from '../package/manifest.ts'
import type { RunCounts, RunSummary, Trace } from '../runner/messages.ts'
import type { Recording } from '../runner/recording.ts'
import type { FlatComponent } from '../wit/flat.ts'

// Everything that editor and runtime say to each other: JSON-RPC 2.0 over one WebSocket, and the same methods by
// `POST /api/<method>` for scripts. Bytes travel by HTTP only.

/** Raised when a change here would be misread by the other side. */
export const PROTOCOL_VERSION = 1

export interface Methods {
  /** First on every socket. Another version is refused with the error code `WRONG_VERSION`. */
  hello: { params: { protocol: number }; result: { protocol: number; build: string; flowsUrl: string; policy: OperatorPolicy } }

  'library.list': { params: {}; result: { packages: readonly LibraryPackage[] } }
  'library.remove': { params: { digest: string }; result: {} }

  'gallery.list': { params: {}; result: { examples: readonly GalleryExample[] } }
  /** Makes a new application of an example. */
  'gallery.open': { params: { example: string }; result: { app: string } }

  'apps.list': { params: {}; result: { apps: readonly AppSummary[] } }
  'apps.create': { params: { label: string }; result: { app: string } }
  'apps.remove': { params: { app: string }; result: {} }

  'draft.get': { params: { app: string }; result: Draft }
  /** Refused with `STALE_REVISION` when somebody else has saved since `revision`. */
  'draft.save': { params: { app: string; revision: number; directive: Directive }; result: { revision: number } }

  /** Checks, compiles and makes live what is given. Earlier deployments are kept. Refused with `PROBLEMS`. */
  'deployments.deploy': { params: { app: string; directive: Directive }; result: Deployment }
  'deployments.list': { params: { app: string }; result: { deployments: readonly Deployment[] } }
  /** Makes an earlier deployment live again. */
  'deployments.activate': { params: { app: string; deployment: number }; result: Deployment }
  /** Takes the application off its routes; nothing is forgotten. */
  'deployments.stop': { params: { app: string }; result: {} }

  /** From here on `runs` notifications of this application come; `since` takes up after a break. */
  'runs.watch': { params: { app: string; since: number | null }; result: RunsSnapshot }
  'runs.unwatch': { params: { app: string }; result: {} }
  /**
   * `recording`: the event and the journal, to make the run go again as it went; null when it was not kept (it is longer
   * than 1 MiB, or was made by an earlier Runnel).
   */
  'runs.get': {
    params: { app: string; run: string }
    result: { run: RunRow; trace: Trace | null; recording: Recording | null }
  }

  /** A manual trigger's button. */
  'trigger.fire': { params: { app: string; flow: string; trigger: string; value: Json | null }; result: { run: string } }
}
export type Method = keyof Methods
export type Params<M extends Method> = Methods[M]['params']
export type Result<M extends Method> = Methods[M]['result']

export interface Notifications {
  'apps.changed': { readonly apps: readonly AppSummary[] }
  'library.changed': { readonly packages: readonly LibraryPackage[] }
  'draft.changed': { readonly app: string; readonly revision: number }
  runs: { readonly app: string } & RunsDelta
}
export type Notification = keyof Notifications

export interface LibraryPackage {
  readonly digest: string
  /** `namespace:name@version`; for a component without a manifest, its file's name. */
  readonly name: string
  readonly manifest: PackageManifest | null
  readonly component: FlatComponent
  readonly sizeBytes: number
  /** Why generated code makes its calls, null when the binder does. Completes "the component has …". */
  readonly generatedBecause: string | null
  /** What letting it in cost and gave. */
  readonly admission: { readonly durationMs: number; readonly coresBytes: number; readonly imports: number }
  /** Ships with Runnel and cannot be removed. */
  readonly builtIn: boolean
  readonly addedMs: number
}

export interface GalleryExample {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly directive: Directive
}

export interface AppSummary {
  readonly app: string
  readonly label: string
  readonly revision: number
  readonly savedMs: number
  readonly live: LiveSummary | null
}

export interface LiveSummary {
  readonly deployment: number
  readonly digest: string
  readonly deployedMs: number
  /** `crashed` with the reason: the runner ended and is being replaced or has been given up. `stopped`: in the history, not live. */
  readonly state: 'starting' | 'live' | 'crashed' | 'stopped'
  readonly reason: string | null
  /** Set while the deployment is unhealthy, in whatever state it is. */
  readonly culprit: Culprit | null
  readonly endpoints: readonly Endpoint[]
}

/** The node that ended the deployment's runner again and again within the last minute. */
export interface Culprit {
  readonly flow: string
  readonly node: string
  readonly times: number
}

export interface Endpoint {
  readonly flow: string
  readonly node: string
  readonly method: string
  readonly url: string
}

export interface Draft {
  readonly app: string
  readonly revision: number
  readonly directive: Directive
}

export interface Deployment extends LiveSummary {
  readonly app: string
  readonly directive: Directive
}

export interface RunRow {
  /** Counts up within an application, without gaps: resuming a stream asks for what came after. */
  readonly seq: number
  readonly run: string
  readonly deployment: number
  readonly flow: string
  readonly trigger: string
  readonly startedMs: number
  /** `GET /hello/ada`, `manual`, `every 5 s`. */
  readonly title: string
  readonly status: number | null
  readonly summary: RunSummary
  readonly hasTrace: boolean
}

/** Exact, since the deployment became live for the first time. */
export interface DeploymentCounts extends RunCounts {
  /** By `flow/node` of a trigger; triggers at which there always was room are absent. */
  readonly busy: Readonly<Record<string, BusyCounts>>
}

/** Events that found no room. One that waited may have been dropped, or refused in the end, as well. */
export interface BusyCounts {
  readonly waited: number
  readonly refused: number
  readonly dropped: number
}

export interface RunsDelta {
  readonly seq: number
  readonly counts: DeploymentCounts
  /** Newest last; at most ten a second are sampled, and a hundred of those that fail: `counts` has all. */
  readonly rows: readonly RunRow[]
}

export interface RunsSnapshot extends RunsDelta {
  /** True when what came after `since` was no longer kept, so that `rows` starts anew. */
  readonly reset: boolean
}

/** JSON-RPC error codes of our own; `data` carries `{ problems }` where there are any. */
export const RpcErrorCode = {
  PROBLEMS: 1,
  STALE_REVISION: 2,
  NOT_FOUND: 3,
  WRONG_VERSION: 4,
  IN_USE: 5,
  UNAVAILABLE: 6,
} as const

export interface RpcErrorData {
  readonly problems?: readonly Problem[]
}

// HTTP, all under the editor's origin and its token. The served page carries the token of this start in
// `<meta name="runnel-token" content="…">`; it goes with every request as the header `x-runnel-token`, or as `?token=` where
// no header can be set (WebSocket, img, a download). Errors are `{ error: { code, message, data } }` as in JSON-RPC.
//   GET  /api/socket?token=…           upgrade: the WebSocket, one JSON-RPC message a text frame
//   POST /api/packages?name=FILE       body .wasm → LibraryPackage
//   GET  /api/packages/<digest>.wasm                         immutable
//   GET  /api/packages/<digest>/transpiled.json              asked for each time: { source, binding, cores: [name], tool }
//   GET  /api/packages/<digest>/<core>.wasm?tool=…           immutable for that tool
//   POST /api/blobs                    body → { digest, size };  GET /api/blobs/<digest>   immutable
//   GET  /api/apps/<app>/export        → application file (.runnel), of the draft
//   POST /api/apps/import              body application file or directive → { app }
//   POST /api/<method>                 params → result
