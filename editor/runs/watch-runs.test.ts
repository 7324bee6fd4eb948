import { beforeEach, expect, it, vi } from 'vitest'
import type { Directive } from '../../shared/directive/schema.ts'
import type { AppSummary, RunRow } from '../../shared/protocol/messages.ts'
import { setApps } from '../app/apps-store.ts'
import { closeDocument, openDocument } from '../document/document-store.ts'
import type { ConnectionState, RpcClient } from '../rpc/client.ts'
import { clearRuns, NO_COUNTS, useRunStore } from './run-store.ts'
import { watchRuns } from './watch-runs.ts'

const DIRECTIVE: Directive = { directive: 1, name: 'a', packages: {}, flows: {} }
const row = (seq: number) => ({ seq, run: `r${seq}` }) as RunRow

/** A line to nobody: what is called is noted, and each call waits for its answer. */
const calls: { method: string; params: object; answer: (result: object) => void }[] = []
let onRuns: (params: object) => void
let onState: (state: ConnectionState) => void
watchRuns({
  call: (method: string, params: object) => new Promise((resolve) => calls.push({ method, params, answer: resolve as never })),
  onNotification: (_: string, take: (params: object) => void) => { onRuns = take; return () => {} },
  onState: (take: (state: ConnectionState) => void) => { onState = take; return () => {} },
} as unknown as RpcClient)

const asked = () => calls.splice(0).map(({ method, params }) => ({ method, ...params }))
const answer = (seqs: readonly number[], reset = false) => {
  const { answer: give } = calls.shift() as (typeof calls)[number]
  give({ seq: seqs.at(-1) ?? 0, counts: NO_COUNTS, rows: seqs.map(row), reset })
}
const seqs = () => useRunStore.getState().rows.map(({ seq }) => seq)
const live = (deployment: number) => setApps([{ app: 'one', live: { deployment } } as AppSummary])

beforeEach(() => {
  closeDocument()
  clearRuns(null)
  calls.length = 0
})

it('watches the application that is opened, and no longer the one before', () => {
  openDocument('one', DIRECTIVE)
  openDocument('two', DIRECTIVE)
  expect(asked()).toEqual([
    { method: 'runs.watch', app: 'one', since: null },
    { method: 'runs.unwatch', app: 'one' },
    { method: 'runs.watch', app: 'two', since: null },
  ])
})

it('takes up after a break where it was', async () => {
  openDocument('one', DIRECTIVE)
  answer([1, 2], true)
  await vi.waitFor(() => expect(seqs()).toEqual([1, 2]))
  onRuns({ app: 'one', seq: 4, counts: NO_COUNTS, rows: [row(4)] })
  onState({ kind: 'waiting', retryAtMs: 0 })
  onState({ kind: 'connected', hello: { protocol: 1, build: '', flowsUrl: '', policy: {} } })
  expect(asked()).toEqual([{ method: 'runs.watch', app: 'one', since: 4 }])
})

it('asks anew when another deployment is live, because counts begin anew', () => {
  openDocument('one', DIRECTIVE)
  live(1)
  asked()
  live(1)
  expect(asked()).toEqual([])
  live(2)
  expect(asked()).toEqual([{ method: 'runs.watch', app: 'one', since: null }])
})

it('takes nothing of another application, be it late or loud', async () => {
  openDocument('one', DIRECTIVE)
  openDocument('two', DIRECTIVE)
  onRuns({ app: 'one', seq: 9, counts: NO_COUNTS, rows: [row(9)] })
  answer([1], true)
  answer([]) // of the unwatch
  answer([2], true)
  await vi.waitFor(() => expect(seqs()).toEqual([2]))
})
