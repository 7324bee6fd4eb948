import { expect, it } from 'vitest'
import { type ConnectionState, createClient, type RpcClient } from './client.ts'
import { type FarEnd, memoryTransport } from './memory-transport.ts'

interface Scene {
  readonly client: RpcClient
  readonly far: FarEnd
  readonly states: ConnectionState['kind'][]
  /** Waits that were asked for, in ms, and the tasks behind them. */
  readonly waits: { readonly ms: number; readonly run: () => void }[]
}

function scene(): Scene {
  const far = memoryTransport()
  const waits: Scene['waits'] = []
  const client = createClient({
    open: far.open,
    nowMs: () => 1000,
    random: () => 1,
    later: (ms, run) => {
      const wait = { ms, run }
      waits.push(wait)
      return () => waits.splice(waits.indexOf(wait), 1)
    },
  })
  const states: Scene['states'] = []
  client.onState((state) => states.push(state.kind))
  return { client, far, states, waits }
}

const HELLO = { protocol: 1, build: 'b', flowsUrl: 'http://127.0.0.1:1' }

/** `id` is the number of the greeting among all calls. */
async function connected(id = 1, given = scene()): Promise<Scene> {
  given.far.accept()
  given.far.flush()
  given.far.send({ jsonrpc: '2.0', id, result: HELLO })
  given.far.flush()
  await Promise.resolve()
  return given
}

it('greets with its protocol version before anything else', async () => {
  const { client, far } = await connected()
  expect(far.received).toEqual([{ jsonrpc: '2.0', id: 1, method: 'hello', params: { protocol: 1 } }])
  expect(client.state()).toEqual({ kind: 'connected', hello: HELLO })
})

it('gives each answer to the call that asked, in any order', async () => {
  const { client, far } = await connected()
  const first = client.call('apps.list', {})
  const second = client.call('gallery.list', {})
  far.send({ jsonrpc: '2.0', id: 3, result: { examples: [] } })
  far.send({ jsonrpc: '2.0', id: 2, result: { apps: [] } })
  far.flush()
  expect(await Promise.all([first, second])).toEqual([{ apps: [] }, { examples: [] }])
})

it('rejects with the code and the problems of the runtime', async () => {
  const { client, far } = await connected()
  const call = client.call('draft.get', { app: 'nowhere' })
  far.send({
    jsonrpc: '2.0',
    id: 2,
    error: { code: 3, message: 'There is no application nowhere.', data: { problems: [] } },
  })
  far.flush()
  await expect(call).rejects.toMatchObject({ name: 'RpcError', code: 3, data: { problems: [] } })
})

it('rejects every pending call when the line breaks, and calls while there is none', async () => {
  const { client, far } = await connected()
  const calls = [client.call('apps.list', {}), client.call('gallery.list', {})]
  far.refuse()
  calls.push(client.call('apps.list', {}))
  expect((await Promise.allSettled(calls)).map((call) => (call as PromiseRejectedResult).reason.name)).toEqual([
    'ConnectionLost',
    'ConnectionLost',
    'ConnectionLost',
  ])
})

it('tries again at growing distances, at most ten seconds, and starts small after a success', async () => {
  const given = scene()
  const { far, waits, client } = given
  const waited: number[] = []
  for (let attempt = 0; attempt < 8; attempt++) {
    far.refuse()
    const wait = waits.shift()
    waited.push(wait?.ms ?? 0)
    wait?.run()
  }
  expect(waited).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000])
  await connected(1, given)
  far.refuse()
  expect(waits.map(({ ms }) => ms)).toEqual([250])
  expect(client.state()).toEqual({ kind: 'waiting', retryAtMs: 1250 })
})

it('retries at once when asked to, and only once', async () => {
  const { client, far, waits } = scene()
  far.refuse()
  client.retryNow()
  client.retryNow()
  expect([far.attempts(), waits.length]).toEqual([2, 0])
})

it('stays away from a runtime of another version until it is asked to try again', async () => {
  const { client, far, states, waits } = scene()
  far.accept()
  far.send({ jsonrpc: '2.0', id: 1, error: { code: 4, message: 'This runtime speaks 2.' } })
  far.flush()
  await Promise.resolve().then(() => {})
  expect(client.state()).toEqual({ kind: 'wrong-version', message: 'This runtime speaks 2.' })
  expect([states, waits.length]).toEqual([['wrong-version'], 0])
  client.retryNow()
  expect([client.state().kind, far.attempts()]).toEqual(['connecting', 2])
})

it('hands notifications to those who listen, until they stop', async () => {
  const { client, far } = await connected()
  const heard: number[] = []
  const stop = client.onNotification('draft.changed', ({ revision }) => heard.push(revision))
  far.send({ jsonrpc: '2.0', method: 'draft.changed', params: { app: 'a', revision: 7 } })
  far.flush()
  stop()
  far.send({ jsonrpc: '2.0', method: 'draft.changed', params: { app: 'a', revision: 8 } })
  far.flush()
  expect(heard).toEqual([7])
})

it('closes for good', async () => {
  const { client, states, waits, far } = await connected()
  client.close()
  expect([states.at(-1), waits.length, far.attempts()]).toEqual(['closed', 0, 1])
})
