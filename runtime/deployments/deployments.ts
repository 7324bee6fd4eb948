import { digestOf } from '../../shared/directive/canonical.ts'
import { ProblemError, type Problem } from '../../shared/directive/problem.ts'
import { directiveFrom } from '../../shared/directive/read.ts'
import type { OperatorPolicy } from '../../shared/directive/operator-policy.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'
import { resolveDirective } from '../../shared/resolve/resolve.ts'
import type { ComponentInfo } from '../../shared/wit/component.ts'
import { createBroker, type Doers } from '../capabilities/broker.ts'
import type { RunnerProcess } from '../runner/runner-process.ts'
import type { AppRuns } from '../runs/app-runs.ts'
import type { DurableRuns } from '../runs/durable-runs.ts'
import type { Ledger, Tally } from '../runs/ledger.ts'
import type { StoredDeployment, StoredDurable } from '../store/operations.ts'
import type { Store } from '../store/store.ts'
import type { HttpTarget } from '../triggers/http-exchange.ts'
import { startInterval, type Interval } from '../triggers/intervals.ts'
import { compileRoutes, type RouteTable } from '../triggers/routes.ts'
import { withConfigValues, type ConfigValues } from './config-values.ts'
import { countedGates, createTold, type Told } from './counted.ts'
import type { Deployed, DeployedTrigger } from './deployed.ts'
import { fireTrigger, recordingSink } from './fire.ts'
import { httpRoutes, routeConflicts } from './route-conflicts.ts'
import { crashedSupervisor, createSupervisor, type Supervisor, type WhatOfDurable } from './supervisor.ts'
import { triggersOf } from './triggers.ts'
import { createTurns, type Turns } from './turns.ts'

/** What is live, of all applications. Changes of one application happen one after another. */
export interface Deployments {
  /** Rejects with `ProblemError`; what was live before stays then. Null when there is no such application. */
  deploy(app: string, directive: Directive): Promise<Deployed | null>
  /** Makes an earlier deployment live again. Null when it is not there. */
  activate(app: string, deployment: number): Promise<Deployed | null>
  /** `durable`: what becomes of durable runs that go on. */
  stop(app: string, durable: WhatOfDurable): Promise<void>
  live(app: string): Deployed | null
  routes(): RouteTable<HttpTarget>
  /** Rejects with `ProblemError` when the event of a durable run cannot be written. */
  fire(app: string, flow: string, trigger: string, value: Json | null): Promise<Fired>
  /**
   * Brings up what was live when the runtime ended, and lets its durable runs go on, before anything else is asked. Does not
   * wait for runners.
   */
  restore(): Promise<void>
  /** Lets the runs under way end, for a while; what is durable goes on with the next start. */
  close(): Promise<void>
}

/** What became of a manual trigger's press. `busy`: so many of its runs go on that it takes no more. */
export type Fired = { readonly kind: 'fired'; readonly run: string } | { readonly kind: 'unknown' | 'busy' }

export interface DeploymentsOptions {
  readonly store: Store
  readonly ledger: Ledger
  readonly component: (digest: string) => ComponentInfo | undefined
  /** What this runtime was given for declared variables. */
  readonly config: ConfigValues
  readonly takeProcess: () => RunnerProcess
  readonly runsOf: (app: string) => AppRuns
  readonly durable: DurableRuns
  /** What is done for components, where the directive grants it. */
  readonly doers: Doers
  /** What holds for all deployments, whatever their directives say. */
  readonly policy?: OperatorPolicy
  readonly nameRun: () => string
  readonly nowMs: () => number
  /** Something about what is live has changed. */
  readonly onChange: () => void
  /** A deployment cannot even be read any more. */
  readonly onError: (error: ProblemError) => void
}

/** For runs of a deployment that has been replaced or stopped. */
const DRAIN_MS = 30_000
/** For runs under way when the runtime stops. */
const CLOSE_WITHIN_MS = 4_000

/** Where a deployment stands in its application's history, and what it has counted there. */
interface Place {
  readonly deployment: number
  readonly deployedMs: number
  readonly tally: Tally
}

interface Accepted {
  readonly directive: Directive
  /** With the values of this runtime, which nobody else sees. */
  readonly configured: Directive
  readonly digest: string
  readonly triggers: readonly DeployedTrigger[]
}

export function createDeployments(options: DeploymentsOptions): Deployments {
  const { store, component, nowMs, nameRun } = options
  const byApp = new Map<string, { readonly deployed: Deployed; readonly intervals: readonly Interval[]; readonly settle: () => void }>()
  /** Whose durable runs still go on, although something else is live. */
  const draining = new Set<Supervisor>()
  let routes: RouteTable<HttpTarget> = compileRoutes<HttpTarget>([])
  const turnsOf = new Map<string, Turns>()
  /** Applications share the routes: nobody else takes one between the check and the change. */
  const inTurn = createTurns()

  /** Loading may take long, or fail after long, which concerns no other application. */
  function inTurnOf<T>(app: string, change: () => Promise<T>): Promise<T> {
    let turns = turnsOf.get(app)
    if (turns === undefined) turnsOf.set(app, (turns = createTurns()))
    return turns(change)
  }

  function conflictsOf(app: string, triggers: readonly DeployedTrigger[]): readonly Problem[] {
    const others = [...byApp.values()].flatMap(({ deployed }) => (deployed.app === app ? [] : [deployed]))
    return routeConflicts(triggers, others)
  }

  /** Throws `ProblemError` for what cannot be executed. */
  function check(directive: Directive): Omit<Accepted, 'digest'> {
    const configured = withConfigValues(directive, options.config)
    const resolved = resolveDirective(configured.directive, component, options.policy)
    const errors = resolved.problems.filter(({ severity }) => severity === 'error')
    const problems = [...configured.problems, ...errors]
    if (problems.length > 0) throw new ProblemError(problems)
    return { directive, configured: configured.directive, triggers: triggersOf(resolved) }
  }

  async function accept(app: string, directive: Directive): Promise<Accepted> {
    const checked = check(directive)
    const conflicts = conflictsOf(app, checked.triggers)
    if (conflicts.length > 0) throw new ProblemError(conflicts)
    return { ...checked, digest: await digestOf(directive) }
  }

  function supervise(app: string, directive: Directive, told: Told): Supervisor {
    return createSupervisor({
      directive,
      takeProcess: options.takeProcess,
      ...(options.policy === undefined ? {} : { policy: options.policy }),
      broker: createBroker(app, directive, options.doers, options.config),
      onState: options.onChange,
      onCounts: (counts) => told.take(counts),
    })
  }

  function enter(known: Omit<Deployed, 'gates' | 'runs'>, told: Told, tally: Tally): Deployed {
    const letGo = leave(known.app, 'go-on')
    const runs = options.runsOf(known.app)
    runs.countFrom(() => tally.read())
    const { gates, settle } = countedGates({ ...known, told, tally, runs })
    const deployed: Deployed = { ...known, gates, runs }
    const intervals = deployed.triggers.flatMap(({ flow, node, settings }) =>
      settings.kind !== 'interval'
        ? []
        : [
            startInterval(settings.everyMs, nowMs, (atMs, count) => {
              const { everyMs, durable: isDurable } = settings
              const origin = { run: nameRun(), flow, trigger: node, startedMs: nowMs(), title: everyText(everyMs), isDurable }
              void fireTrigger(deployed, origin, { kind: 'interval', atMs, count }, options.durable).catch(options.onError)
            }),
          ],
    )
    byApp.set(deployed.app, { deployed, intervals, settle })
    changed()
    letGo()
    return deployed
  }

  /** What is given lets those in who waited: to be called once the routes lead to whatever comes instead. */
  function leave(app: string, durable: WhatOfDurable): () => void {
    const entry = byApp.get(app)
    if (entry === undefined) return () => {}
    for (const interval of entry.intervals) interval.stop()
    byApp.delete(app)
    drain(entry.deployed.supervisor, durable, entry.settle)
    return () => entry.deployed.gates.open()
  }

  function drain(supervisor: Supervisor, durable: WhatOfDurable, settle: () => void): void {
    draining.add(supervisor)
    void supervisor.drain(DRAIN_MS, durable).then(() => {
      draining.delete(supervisor)
      settle()
    })
  }

  function changed(): void {
    routes = compileRoutes(
      [...byApp.values()].flatMap(({ deployed }) =>
        httpRoutes(deployed.triggers).map(({ flow, node, settings, pattern }) => ({
          method: settings.method,
          pattern,
          target: {
            deployed, flow, node, maxBodyBytes: settings.maxBodyBytes, isDurable: settings.durable,
            gate: deployed.gates.of(flow, node),
          },
        })),
      ),
    )
    options.onChange()
  }

  /** The runner is up and the database knows before any request goes to it. */
  async function bringUp(
    app: string,
    { directive, configured, digest, triggers }: Accepted,
    place: () => Promise<Place | null>,
  ): Promise<Deployed | null> {
    const told = createTold()
    const supervisor = supervise(app, configured, told)
    let deployed: Deployed | null = null
    try {
      await supervisor.loaded
      deployed = await inTurn(async () => {
        const taken = conflictsOf(app, triggers)
        if (taken.length > 0) throw new ProblemError(taken)
        const placed = await place()
        if (placed === null) return null
        const { deployment, deployedMs, tally } = placed
        return enter({ app, deployment, digest, deployedMs, directive, triggers, supervisor }, told, tally)
      })
    } finally {
      if (deployed === null) supervisor.close()
    }
    return deployed
  }

  /** What cannot be brought up any more keeps its place, and its routes answer that it is down. */
  async function restoreOne(app: string, { deployment, digest, deployedMs, directive }: StoredDeployment): Promise<void> {
    const known = { app, deployment, digest, deployedMs, directive }
    const tally = await options.ledger.resume(app, deployment)
    const told = createTold()
    let triggers: readonly DeployedTrigger[] = []
    try {
      const read = directiveFrom(directive)
      triggers = triggersOf(resolveDirective(read, component, options.policy))
      const { configured } = await accept(app, read)
      enter({ ...known, directive: read, triggers, supervisor: supervise(app, configured, told) }, told, tally)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      const free = conflictsOf(app, triggers).length === 0
      const supervisor = crashedSupervisor(error.message)
      enter({ ...known, triggers: free ? triggers : [], supervisor }, told, tally)
    }
  }

  /** Durable runs of one deployment, which is not the live one any more if others came after it. */
  async function resume(runs: readonly StoredDurable[]): Promise<void> {
    const { app, deployment } = runs[0] as StoredDurable
    const live = byApp.get(app)?.deployed
    const isLive = live?.deployment === deployment
    const told = createTold()
    const supervisor = isLive ? live.supervisor : await bringBack(app, deployment, told)
    for (const { run, flow, trigger, startedMs, title, status } of runs) {
      const origin = { run, flow, trigger, startedMs, title, isDurable: true }
      const sink = recordingSink({ deployment, runs: options.runsOf(app) }, origin, status)
      supervisor.resume(options.durable.journalled(run, sink))
    }
    if (isLive) return
    const tally = await options.ledger.resume(app, deployment)
    drain(supervisor, 'go-on', tally.count(() => ({ ...told.counts, busy: {} })))
  }

  async function bringBack(app: string, deployment: number, told: Told): Promise<Supervisor> {
    try {
      const stored = await store.ask('getDeployment', { app, deployment })
      const { configured } = check(directiveFrom(stored?.directive))
      return supervise(app, configured, told)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      return crashedSupervisor(`The run cannot go on, as its deployment cannot: ${error.message}`)
    }
  }

  return {
    deploy: (app, directive) =>
      inTurnOf(app, async () => {
        const accepted = await accept(app, directive)
        return bringUp(app, accepted, async () => {
          const deployedMs = nowMs()
          const params = { app, digest: accepted.digest, directive, atMs: deployedMs }
          const added = await store.ask('addDeployment', params)
          if (added === null) return null
          return { deployment: added.deployment, deployedMs, tally: options.ledger.begin(app, added.deployment) }
        })
      }),
    activate: (app, deployment) =>
      inTurnOf(app, async () => {
        const stored = await store.ask('getDeployment', { app, deployment })
        if (stored === null) return null
        return bringUp(app, await accept(app, directiveFrom(stored.directive)), async () => {
          await store.ask('setLive', { app, deployment })
          return { deployment, deployedMs: stored.deployedMs, tally: await options.ledger.resume(app, deployment) }
        })
      }),
    stop: (app, durable) =>
      inTurnOf(app, async () => {
        await store.ask('setLive', { app, deployment: null })
        const letGo = leave(app, durable)
        changed()
        letGo()
      }),
    live: (app) => byApp.get(app)?.deployed ?? null,
    routes: () => routes,
    async fire(app, flow, trigger, value) {
      const deployed = byApp.get(app)?.deployed
      const found = deployed?.triggers.find((one) => one.flow === flow && one.node === trigger)
      if (deployed === undefined || found?.settings.kind !== 'manual') return { kind: 'unknown' }
      const run = nameRun()
      const origin = { run, flow, trigger, startedMs: nowMs(), title: 'manual', isDurable: found.settings.durable }
      const event = { kind: 'manual', value: value ?? found.settings.value } as const
      return (await fireTrigger(deployed, origin, event, options.durable)) ? { kind: 'fired', run } : { kind: 'busy' }
    },
    async restore() {
      for (const { app, live } of await store.ask('listApps', null)) {
        if (live === null) continue
        try {
          const stored = await store.ask('getDeployment', { app, deployment: live })
          if (stored !== null) await restoreOne(app, stored)
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error
          options.onError(error)
        }
      }
      const unfinished = Map.groupBy(await options.durable.unfinished(), ({ app, deployment }) => `${deployment} ${app}`)
      for (const runs of unfinished.values()) await resume(runs)
    },
    async close() {
      for (const { intervals } of byApp.values()) for (const interval of intervals) interval.stop()
      await Promise.all([
        ...[...byApp.values()].map(async ({ deployed, settle }) => {
          const drained = deployed.supervisor.drain(CLOSE_WITHIN_MS, 'leave')
          deployed.gates.open()
          await drained
          settle()
        }),
        ...[...draining].map((supervisor) => supervisor.drain(CLOSE_WITHIN_MS, 'leave')),
      ])
    },
  }
}

function everyText(everyMs: number): string {
  return everyMs % 1000 === 0 ? `every ${everyMs / 1000} s` : `every ${everyMs} ms`
}
