import type { Answer, Ask } from '../capabilities/ask.ts'
import type { Powers } from '../capabilities/powers.ts'
import { limitsOf, nodeLimitsOf, type Limits } from '../directive/limits.ts'
import { hasOwnRunner, ownRunnersOf } from '../directive/own-runner.ts'
import type { Directive } from '../directive/schema.ts'
import { AT_ONCE, createInbox, inTurns } from '../engine/in-turns.ts'
import { endOf, entriesSince, markOf, readJournal, TAPE_START } from '../engine/journal-entry.ts'
import { blankTape } from '../engine/journal.ts'
import { createPlanner, type Planner } from '../engine/planner.ts'
import { recordingHost } from '../engine/recording-host.ts'
import { resumingHost } from '../engine/resuming-host.ts'
import { startRun } from '../engine/run.ts'
import type { Call, CallKey, Firing, Outcome, RunHost, RunResult } from '../engine/types.ts'
import type { ComponentHost, HostLimits, LogEntry } from '../host/types.ts'
import { BLANK_NODE } from '../resolve/blank.ts'
import { resolveDirective } from '../resolve/resolve.ts'
import type { ResolvedFlow, ResolvedNode, TriggerSettings } from '../resolve/types.ts'
import { eventValue } from '../triggers/http-event.ts'
import type { ComponentInfo } from '../wit/component.ts'
import { clippedJson } from '../wit/json-form.ts'
import { clippedFailure } from './clip-failure.ts'
import { createAsks } from './asks.ts'
import { callsElsewhere } from './elsewhere.ts'
import { createCallCache, type CallCache } from './call-cache.ts'
import { createCounter, type Counter } from './counts.ts'
import { prepareHosts, tooManyModules, type Hosts } from './hosts.ts'
import { instancesForRun } from './instances.ts'
import { createMemo, type Memo } from './memo.ts'
import { createOnlyNode, type OnlyNode } from './only-node.ts'
import { MAX_LOGGED, PREVIEWED, TRACED, type NodeAt, type RunnerCommand, type RunnerReport, type Trace, type TracedLog } from './messages.ts'
import { createSampler } from './sampler.ts'
import { recordingText } from './tape-text.ts'
import { createTraceAllowance } from './trace-allowance.ts'
import { traceOf } from './trace.ts'
import { whenDone } from './when-done.ts'

/** What a runner needs of the place it runs in. */
export interface RunnerSurroundings {
  /** Null for a component that the library does not have. */
  readonly componentOf: (digest: string) => ComponentInfo | undefined
  /** Gets ready to call a component; rejects when it cannot be instantiated. */
  readonly prepare: (digest: string, limits: HostLimits, powers: Powers) => Promise<ComponentHost>
  /** How many core modules a component has. */
  readonly modulesOf: (digest: string) => number
  readonly post: (report: RunnerReport) => void
  /** Milliseconds since 1970, fractional. */
  readonly now: () => number
  readonly randomBytes: (count: number) => Uint8Array
  /** Runs a task once, later. */
  readonly schedule: (afterMs: number, task: () => void) => void
  /** Runs a task once, as soon as all that is ready to go on has gone on. */
  readonly turn: (task: () => void) => void
  /** Does what components ask for, in the place of reporting it: in previews nothing is done outside. */
  readonly simulate?: (by: Call, what: Ask) => Promise<Answer>
  /** Told before and after each call of a component, for whoever ends calls that never return. */
  readonly watch: { enter(flow: string, key: CallKey, timeoutMs: number): void; leave(): void }
}

export interface RunnerCore {
  /** Rejects only for a bug. A directive that cannot be loaded is reported as `refused`. */
  handle(command: RunnerCommand): Promise<void> | void
}

export const DEFAULT_TIMEOUT_MS = 5_000
const COUNTS_EVERY_MS = 100
const MAX_LOG_ENTRIES = 1_000
const EMPTY_TRACE: Trace = { firings: [], logs: [], waiting: [] }

type Ended = Extract<RunnerReport, { kind: 'ended' }>
type LoggedBy = Omit<TracedLog, 'stream' | 'text'>

interface Loaded {
  readonly directive: Directive
  readonly preview: boolean
  readonly flows: ReadonlyMap<string, ResolvedFlow>
  readonly limits: Limits
  readonly hosts: Hosts
  /** Whether all calls are made here. */
  readonly isWhole: boolean
  /** Nodes that cannot run, by flow. Empty outside previews, where nothing with an error is loaded. */
  readonly skip: ReadonlyMap<string, ReadonlySet<string>>
  readonly planOf: Planner
  /** By `flow/node`, for the nodes that ask for one. Previews have none: their memo is one already. */
  readonly caches: ReadonlyMap<string, CallCache>
  readonly counter: Counter
}

/** The heart of a runner: holds one directive, executes its events, reports what happened. */
export function createRunnerCore(surroundings: RunnerSurroundings): RunnerCore {
  const { componentOf, prepare, modulesOf, post, now, schedule, watch } = surroundings
  const asks = createAsks(post)
  const memos = new Map<string, Memo>()
  const sampler = createSampler()
  const allowance = createTraceAllowance()
  let loaded: Loaded | null = null
  let onlyNode: OnlyNode | null = null
  let countsDue = false

  return {
    handle(command) {
      switch (command.kind) {
        case 'answer':
          return asks.answer(command)
        case 'load':
          return load(command)
        case 'run':
          return run(command)
        case 'count':
          if (loaded !== null) postCounts(loaded.counter)
          return
        case 'call':
          return onlyNode?.call(command)
        case 'release':
          return onlyNode?.release(command.run)
      }
    },
  }

  async function load({ directive, preview, policy, only }: Extract<RunnerCommand, { kind: 'load' }>): Promise<void> {
    const { flows, problems } = resolveDirective(directive, componentOf, policy)
    const errors = problems.filter(({ severity }) => severity === 'error')
    if (errors.length > 0 && !preview) return post({ kind: 'refused', problems: errors })
    const limits = limitsOf(directive)
    const digests = [...flows.values()].flatMap(({ nodes }) =>
      [...nodes.values()].flatMap(({ action }) => (action.kind === 'function' ? [action.digest] : [])))
    const tooMany = tooManyModules(digests, modulesOf, limits)
    if (tooMany !== null) return post({ kind: 'refused', problems: [tooMany] })
    const isHere = ({ flow, node }: NodeAt) =>
      only === undefined ? preview || !hasOwnRunner(directive, { flow, node }) : flow === only.flow && node === only.node
    const hosts = await prepareHosts(directive, flows.values(), limits, isHere, prepare)
    if (hosts.problems.length > 0 && !preview) return post({ kind: 'refused', problems: hosts.problems })
    if (only !== undefined) onlyNode = onlyNodeOf(only, directive, flows, hosts)
    const skip = new Map([...flows.keys()].map((flow) => [
      flow,
      new Set(errors.flatMap(({ code, place }) =>
        (code !== BLANK_NODE && place.flow === flow && place.node !== undefined ? [place.node] : []))),
    ]))
    const isWhole = preview || ownRunnersOf(directive).length === 0
    loaded = { directive, preview, flows, limits, hosts, isWhole, skip, planOf: createPlanner(flows, skip), caches: cachesOf(directive), counter: createCounter() }
    post({ kind: 'loaded' })
  }

  function onlyNodeOf(at: NodeAt, directive: Directive, flows: Loaded['flows'], hosts: Hosts): OnlyNode {
    const action = flows.get(at.flow)?.nodes.get(at.node)?.action
    if (action?.kind !== 'function') throw new Error(`${at.flow}/${at.node} calls no component`)
    return createOnlyNode({
      ...surroundings, at, action, host: hosts.of(at.flow, at.node), ask: asks.ask, sleep: inReal,
      enter: (call) => enterCall(directive, call), leave: () => watch.leave(),
    })
  }

  function inReal(ms: number): Promise<void> {
    return new Promise((resolve) => schedule(ms, resolve))
  }

  function enterCall(directive: Directive, { flow, key }: Call): void {
    watch.enter(flow, key, directive.flows[flow]?.nodes[key.node]?.timeout ?? DEFAULT_TIMEOUT_MS)
  }

  function run(command: Extract<RunnerCommand, { kind: 'run' }>): void {
    if (loaded === null) throw new Error('a run was asked for before a directive was loaded')
    const { counter, preview } = loaded
    const { run, flow, trigger, replied: hasReplied = false } = command
    const settings = triggerOf(loaded, flow, trigger)
    const reply = (reply: Pick<Extract<RunnerReport, { kind: 'reply' }>, 'status' | 'headers' | 'body'>) => {
      if (!hasReplied) post({ kind: 'reply', run, ...reply })
    }
    const logs: TracedLog[] = []
    let logged = 0
    const log = ({ within, flow, node }: LoggedBy, stream: TracedLog['stream'], text: string) => {
      if (logs.length >= MAX_LOG_ENTRIES || logged > MAX_LOGGED) return
      logged += text.length
      logs.push({ within, flow, node, stream, text })
    }
    const { hosts, limits } = loaded
    const { runMs } = limits
    /** In this process: what a run had before does not count against its time. */
    let begunMs = 0
    /** As the engine read it last: reading it for each call costs. */
    let clockMs = 0
    const clock = () => (clockMs = now())
    let callLogs: Map<Call, LogEntry[]> | null = null
    /** Calls that asked for something outside: what they were told may be another thing the next time. */
    const asked = new WeakSet<Call>()
    const logsOf = (call: Call): readonly LogEntry[] => callLogs?.get(call) ?? []
    const instances = instancesForRun({
      ...surroundings,
      hostOf({ flow, key: { node } }) {
        const host = hosts.of(flow, node)
        if (host.caller === 'generated') counter.addGenerated(flow, node)
        return host
      },
      ask(call, what) {
        asked.add(call)
        return (surroundings.simulate ?? asks.ask)(call, what)
      },
      sleep: inReal,
      // While a component waits it takes no time.
      suspended: () => watch.leave(),
      resumed: (call) => enter(call),
      log: logOf,
    })
    const elsewhere = loaded.isWhole ? null : callsElsewhere(asks, logOf)
    function logOf(call: Call, entry: LogEntry): void {
      if (logs.length < MAX_LOG_ENTRIES) keepLog(call, entry)
      log(madeBy(call), entry.stream, entry.text)
    }
    function keepLog(call: Call, entry: LogEntry): void {
      callLogs ??= new Map()
      const earlier = callLogs.get(call)
      if (earlier === undefined) callLogs.set(call, [entry])
      else earlier.push(entry)
    }
    const { caches, directive } = loaded
    const valueBytes = ({ flow, id }: ResolvedNode) => nodeLimitsOf(limits, directive.flows[flow]?.nodes[id]).valueBytes
    const enter = (call: Call): void => enterCall(directive, call)
    const callNow = (call: Call): Outcome | Promise<Outcome> => {
      if (clockMs - begunMs > runMs) return tooLong(runMs)
      if (elsewhere !== null && !hosts.has(call.flow, call.key.node)) return elsewhere.call(call)
      enter(call)
      return whenDone(instances.call(call), watch.leave)
    }
    const callCached = (call: Call): Outcome | Promise<Outcome> => {
      const cache = caches.get(`${call.flow}/${call.key.node}`)
      if (cache === undefined) return callNow(call)
      const kept = cache.get(call, now())
      if (kept !== undefined) return kept
      return whenDone(callNow(call), (outcome) => cache.keep(call, outcome, now()))
    }
    const memo = preview ? memoOf(flow, trigger) : null
    const recalled = new Set<string>()
    const calledAnew = new Set<string>()
    const callRemembering = (call: Call, memo: Memo): Outcome | Promise<Outcome> => {
      const callee = hosts.of(call.flow, call.key.node)
      const earlier = memo.recall(call, callee)
      if (earlier !== undefined) {
        recalled.add(firingName(call.key))
        for (const entry of earlier.logs) log(madeBy(call), entry.stream, entry.text)
        return earlier.outcome
      }
      calledAnew.add(firingName(call.key))
      return whenDone(callNow(call), (outcome) => {
        if (!asked.has(call)) memo.keep(call, callee, outcome, logsOf(call))
      })
    }

    const outside: RunHost = {
      call: memo === null ? (caches.size === 0 ? callNow : callCached) : (call) => callRemembering(call, memo),
      reply: ({ status, headers, body }) => reply({ status, headers, body }),
      debug: ({ flow, id }, within, { type, value }) => log({ within, flow, node: id }, 'debug', debugText(clippedJson(value, type, TRACED.valueBytes).json)),
      now: clock,
      // A preview shows what comes of waiting, not the waiting.
      sleep: preview ? async () => {} : (ms) => new Promise((resolve) => {
        schedule(Math.min(ms, Math.max(0, begunMs + runMs - clock()) + 1), () => {
          clock()
          resolve()
        })
      }),
      random: () => new DataView(surroundings.randomBytes(4).buffer).getUint32(0) / 2 ** 32,
    }
    const resuming = command.journal === undefined ? null : resumingHost(outside, {
      journal: readJournal(command.journal), inbox: createInbox(surroundings.turn), lenient: preview,
      onFed(call, entries) {
        if (preview) recalled.add(firingName(call.key))
        for (const entry of entries) {
          keepLog(call, entry)
          log(madeBy(call), entry.stream, entry.text)
        }
      },
    })
    const tape = blankTape()
    const durable = !preview && isDurable(settings)
    let mark = command.journal === undefined ? TAPE_START : markOf(command.journal)
    const tellGiven = () => {
      const entries = entriesSince(tape, mark, { fingerprints: false, logsOf })
      if (entries.length === 0) return
      mark = endOf(tape)
      post({ kind: 'journal', run, entries })
    }
    const host = preview
      ? (resuming?.host ?? outside)
      : recordingHost(resuming?.host ?? outside, {
          tape, later: resuming === null ? inTurns(surroundings.turn) : AT_ONCE, onGiven: durable ? tellGiven : null,
        })
    const startedMs = host.now()
    begunMs = clockMs = resuming === null ? startedMs : now()
    const event = eventValue(settings, command.event)
    if (!event.ok) {
      reply({ status: event.status, ...textBody(event.message) })
      const summary = { ok: true, failure: null, replied: true, durationMs: host.now() - startedMs }
      return post({ kind: 'ended', run, summary, trace: command.trace ? EMPTY_TRACE : null, recording: null })
    }

    startRun(loaded.planOf(flow, trigger), { run, event: event.value, valueBytes }, host, (result) => {
      instances.release()
      elsewhere?.release()
      memo?.endRun()
      const judged = resuming === null ? result : judgedBy(resuming.flaw(), result)
      const { ok, replied } = judged
      const failure = judged.failure === null ? null : clippedFailure(judged.failure)
      if (settings.kind === 'http' && !replied) reply({ status: 500, ...noReply(run, ok) })
      counter.add(judged)
      const reused = ({ node, within, tag }: Firing) => {
        const name = firingName({ within, node: node.id, tag })
        return recalled.has(name) && !calledAnew.has(name)
      }
      const kept = (traceBytes: number): Pick<Ended, 'trace' | 'recording'> => {
        const limits = preview ? PREVIEWED : TRACED
        const { trace, bytes } = traceOf(judged, startedMs, logs, { ...limits, traceBytes: Math.min(limits.traceBytes, traceBytes) }, reused)
        const recording = preview ? null : recordingText(command, tape, logsOf)
        if (!ok) allowance.spent(bytes + logged + (recording?.length ?? 0))
        return { trace, recording }
      }
      const endedMs = host.now()
      const askedMs = now()
      const sampled = ok && !command.trace && !durable && sampler.takes(askedMs)
      const traceBytes = !ok && !command.trace && !durable ? allowance.at(askedMs) : Infinity
      const isKept = command.trace || durable || sampled || (!ok && traceBytes > 0)
      const summary = { ok, failure, replied, durationMs: endedMs - startedMs }
      post({ kind: 'ended', run, summary, ...(isKept ? kept(traceBytes) : { trace: null, recording: null }) })
      if (sampled) sampler.spent(now() - askedMs)
      postCountsSoon(counter)
    })
  }

  function memoOf(flow: string, trigger: string): Memo {
    const name = `${flow}/${trigger}`
    let memo = memos.get(name)
    if (memo === undefined) memos.set(name, (memo = createMemo()))
    return memo
  }

  function postCountsSoon(counter: Counter): void {
    if (countsDue) return
    countsDue = true
    schedule(COUNTS_EVERY_MS, () => {
      countsDue = false
      postCounts(counter)
    })
  }

  function postCounts(counter: Counter): void {
    post({ kind: 'counts', counts: counter.read() })
  }
}

/** Whatever waits is woken then, and calls nothing any more: a run ends soon after. */
function tooLong(runMs: number): Outcome {
  return { ok: false, kind: 'limit', message: `The run went on for more than the ${runMs / 1000} s that policy.limits.runMs allows` }
}

function cachesOf({ flows }: Directive): ReadonlyMap<string, CallCache> {
  return new Map(Object.entries(flows).flatMap(([flow, { nodes }]) =>
    Object.entries(nodes).flatMap(([id, { cache }]) =>
      cache === undefined ? [] : [[`${flow}/${id}`, createCallCache(cache)] as const])))
}

function madeBy({ flow, key: { within, node } }: Call): LoggedBy {
  return { within, flow, node }
}

function firingName({ within, node, tag }: Pick<CallKey, 'within' | 'node' | 'tag'>): string {
  return node + JSON.stringify([within, tag])
}

function triggerOf({ flows }: Loaded, flow: string, trigger: string): TriggerSettings {
  const action = flows.get(flow)?.nodes.get(trigger)?.action
  if (action?.kind !== 'trigger') throw new Error(`there is no trigger ${trigger} in the flow ${flow}`)
  return action.trigger
}

function isDurable(settings: TriggerSettings): boolean {
  return 'durable' in settings && settings.durable
}

/** A run over a journal that is none of it has failed, whatever came of it. */
function judgedBy(flaw: string | null, result: RunResult): RunResult {
  if (flaw === null) return result
  const message = `The journal is none of this run: ${flaw}.`
  return { ...result, ok: false, failure: { kind: 'cancelled', message, node: '', attempt: 1, payload: 'null' } }
}

function textBody(message: string) {
  return { headers: [['content-type', 'text/plain; charset=utf-8']] as const, body: `${message}\n` }
}

/** Tells the client no more than it needs to ask about the run; the rest is for whoever may see runs. */
function noReply(run: string, ok: boolean) {
  const error = ok ? 'The flow ended without a reply.' : 'The flow failed.'
  return { headers: [['content-type', 'application/json; charset=utf-8']] as const, body: JSON.stringify({ error, run }) }
}

function debugText(json: unknown): string {
  return typeof json === 'string' ? json : JSON.stringify(json)
}
