import { expect, it } from 'vitest'
import { createWatch, createWatchMemory, createWatchWriter, watchCell, type Watched } from '../../../runtime/runner/watch-cell.ts'
import type { Node } from '../../../shared/directive/schema.ts'
import { createRunnerCore } from '../../../shared/runner/core.ts'
import type { RunnerReport } from '../../../shared/runner/messages.ts'
import type { Outcome } from '../../../shared/engine/types.ts'
import { DIGEST, directiveOf, components } from '../../../shared/resolve/directive.test-support.ts'

// What the runner adds to the engine: results that are kept, calls that are watched.

interface Runner {
  run(value: unknown): Promise<Extract<RunnerReport, { kind: 'ended' }>>
  readonly loaded: RunnerReport
  readonly calls: readonly unknown[]
  readonly overruns: readonly Watched[]
}

/** Runs `nodes` from `start`; every call of a component takes `callMs` of a clock that else stands still. */
async function runnerOf(nodes: Readonly<Record<string, Node>>, call: (n: number) => Outcome, callMs: number, preview = false): Promise<Runner> {
  let nowMs = 0
  const calls: unknown[] = []
  const overruns: Watched[] = []
  const reports: RunnerReport[] = []
  const cell = watchCell(createWatchMemory())
  const look = createWatch(cell, () => nowMs)
  const core = createRunnerCore({
    componentOf: components,
    prepare: async () => ({
      digest: DIGEST,
      refusal: null,
      caller: 'binder',
      acquire: () => ({
        call(_, [n]) {
          calls.push(n)
          look()
          nowMs += callMs
          const sight = look()
          if (sight?.isOver === true) overruns.push(sight.watched)
          return call(n as number)
        },
        release() {},
      }),
    }),
    modulesOf: () => 1,
    post: (report) => reports.push(report), now: () => nowMs, randomBytes: (count) => new Uint8Array(count), schedule: () => {}, turn: setImmediate,
    watch: createWatchWriter(cell),
  })
  await core.handle({ kind: 'load', directive: directiveOf(nodes), preview })
  return {
    loaded: reports[0]!, calls, overruns,
    async run(value) {
      const run = `run-${reports.length}`
      await core.handle({ kind: 'run', run, flow: 'main', trigger: 'start', event: { kind: 'manual', value: value as number }, trace: true })
      for (;;) {
        const ended = reports.find((report) => report.kind === 'ended' && report.run === run)
        if (ended?.kind === 'ended') return ended
        await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

const start: Node = { trigger: 'manual' }

it('A blank node gives its sample, in previews only', async () => {
  const signature = 'func(n: s32) -> s32'
  const nodes = (a: Partial<Extract<Node, { blank: unknown }>>): Record<string, Node> => ({
    start, a: { blank: { signature }, in: { n: { from: 'start.out' } }, ...a }, half: { use: 'lib#half', in: { n: { from: 'a.out' } } },
  })
  const previewed = async (a: Parameters<typeof nodes>[0], event: unknown) => {
    const runner = await runnerOf(nodes(a), (n) => ({ ok: true, value: { tag: 'ok', val: n } }), 10, true)
    const { trace } = await runner.run(event)
    const fired = trace?.firings.find(({ node }) => node === 'a')?.outputs ?? {}
    return { calls: runner.calls, fired: Object.entries(fired).map(([port, { json }]) => [port, json]) }
  }
  expect(await previewed({ blank: { signature, sample: 7 } }, 1)).toEqual({ calls: [7], fired: [['out', 7]] })
  expect(await previewed({}, 1)).toEqual({ calls: [], fired: [] })
  const each = { over: 'n' }
  expect(await previewed({ blank: { signature, sample: 7 }, each }, [1, 2])).toEqual({ calls: [], fired: [['out', [7, 7]]] })
  expect(await previewed({ blank: { signature: 'func(n: s32)' } }, 1)).toEqual({ calls: [], fired: [['done', null]] })
  const deployed = await runnerOf(nodes({ blank: { signature, sample: 7 } }), () => ({ ok: true, value: undefined }), 10)
  expect(deployed.loaded).toMatchObject({ kind: 'refused', problems: [{ code: 'blank-node', place: { flow: 'main', node: 'a' } }] })
})

it('A delay lets only its own value wait', async () => {
  const nodes = { start, later: { core: 'delay', in: { value: { from: 'start.out' }, ms: { value: 60_000 } } }, a: { use: 'lib#half', in: { n: { from: 'later.out' } } } }
  const preview = await runnerOf(nodes, (n) => ({ ok: true, value: { tag: 'ok', val: n } }), 10, true)
  expect((await preview.run(7)).summary.ok).toBe(true)
  expect(preview.calls).toEqual([7])
})

it('A call whose result is kept is not made', async () => {
  const half: Node = { use: 'lib#half', in: { n: { from: 'start.out' } }, cache: { ttl: 1_000, size: 2 } }
  const last: Node = { sink: 'debug', in: { value: { from: 'half.out' } }, after: [['half.out', 'half.err']] }
  const give = (n: number): Outcome =>
    n === 9 ? { ok: false, kind: 'trap', message: 'boom' } : { ok: true, value: n % 2 === 0 ? { tag: 'ok', val: n / 2 } : { tag: 'err', val: 'odd' } }
  const runner = await runnerOf({ start, half, last }, give, 10)
  const outputs = async (n: number) => (await runner.run(n)).trace?.firings.find(({ node }) => node === 'half')?.outputs.out?.json
  expect([await outputs(4), await outputs(4), await outputs(6), await outputs(4)]).toEqual([2, 2, 3, 2])
  expect(runner.calls).toEqual([4, 6])
  for (const n of [3, 3, 9, 9]) await runner.run(n)
  expect(runner.calls.slice(2)).toEqual([3, 3, 9, 9])
  for (const n of [8, 4, 6]) await runner.run(n)
  expect(runner.calls.slice(6)).toEqual([8, 6])
  for (let at = 0; at < 100; at++) await runner.run(3)
  await runner.run(4)
  expect(runner.calls.at(-1)).toBe(4)
})

it('A call has five seconds unless told', async () => {
  const half = (timeout: number | undefined): Node =>
    ({ use: 'lib#half', in: { n: { from: 'start.out' } }, ...(timeout === undefined ? {} : { timeout }) })
  const overruns = async (timeout: number | undefined, callMs: number) => {
    const runner = await runnerOf({ start, half: half(timeout) }, () => ({ ok: true, value: { tag: 'ok', val: 0 } }), callMs)
    await runner.run(4)
    return runner.overruns
  }
  expect(await overruns(200, 199)).toEqual([])
  expect(await overruns(200, 200)).toMatchObject([{ flow: 'main', node: 'half', limitMs: 200 }])
  expect(await overruns(undefined, 4_999)).toEqual([])
  expect(await overruns(undefined, 5_000)).toMatchObject([{ flow: 'main', node: 'half', limitMs: 5_000 }])
})

it('A run that goes on for too long calls nothing any more', async () => {
  const half = (from: string): Node => ({ use: 'lib#half', in: { n: { from } }, timeout: 100_000 })
  const runner = await runnerOf(
    { start, one: half('start.out'), two: half('one.out'), three: half('two.out'), oops: { trigger: 'failure' } },
    (n) => ({ ok: true, value: { tag: 'ok', val: n / 2 } }), 40_000,
  )
  expect(await runner.run(8)).toMatchObject({
    summary: {
      ok: false,
      failure: { kind: 'limit', node: 'three', message: 'The run went on for more than the 60 s that policy.limits.runMs allows' },
    },
  })
  expect(runner.calls).toEqual([8, 4])
})
