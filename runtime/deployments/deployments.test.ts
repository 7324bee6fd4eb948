import { expect, it, vi } from 'vitest'
import type { Directive } from '../../shared/directive/schema.ts'
import type { RunnerListener, RunnerProcess } from '../runner/runner-process.ts'
import type { AppRuns } from '../runs/app-runs.ts'
import type { Store } from '../store/store.ts'
import { createDurableRuns } from '../runs/durable-runs.ts'
import { createLedger } from '../runs/ledger.ts'
import { createDeployments, type Deployments } from './deployments.ts'

interface Scene {
  readonly deployments: Deployments
  /** Of the processes in the order in which they were asked for; each loads until the test says `loaded`. */
  readonly far: RunnerListener[]
  /** What is stored, in order. */
  readonly stored: string[]
}

function scene(): Scene {
  const far: RunnerListener[] = []
  const stored: string[] = []
  const store = {
    async ask(operation: string, { app }: { app: string }) {
      stored.push(`${operation} ${app}`)
      return operation === 'addDeployment' ? { deployment: stored.length } : null
    },
  } as unknown as Store
  const runs = { countFrom() {}, counted() {} } as unknown as AppRuns
  const process = (): RunnerProcess => {
    const index = far.push({ report() {}, died() {} }) - 1
    return {
      pid: index,
      backlogBytes: 0,
      listen: (listener) => void (far[index] = listener),
      send() {},
      close: () => far[index]!.died({ kind: 'closed' }),
    }
  }
  const deployments = createDeployments({
    store,
    ledger: createLedger({ store, onError() {} }),
    component: () => undefined,
    config: () => undefined,
    takeProcess: process,
    runsOf: () => runs,
    durable: createDurableRuns(store, () => {}),
    doers: {},
    nameRun: () => 'r',
    nowMs: () => 0,
    onChange() {},
    onError(error) {
      throw error
    },
  })
  return { deployments, far, stored }
}

function at(path: string): Directive {
  const request = { trigger: 'http', with: { path } }
  const reply = { sink: 'http-reply', after: ['request.out'] }
  return { directive: 1, name: 'a', packages: {}, flows: { main: { nodes: { request, reply } } } }
}

/** Once so many processes have been asked for. */
const asked = ({ far }: Scene, count: number) => vi.waitFor(() => expect(far.length).toBe(count))

it('does not let one application wait for the components of another', async () => {
  const made = scene()
  const { deployments, far, stored } = made
  const slow = deployments.deploy('slow', at('/slow'))
  await asked(made, 1)
  const quick = deployments.deploy('quick', at('/quick'))
  await asked(made, 2)
  far[1]!.report({ kind: 'loaded' })
  expect((await quick)?.app).toBe('quick')
  far[0]!.report({ kind: 'loaded' })
  await slow
  expect(stored).toEqual(['addDeployment quick', 'addDeployment slow'])
})

it('changes one application in the order asked', async () => {
  const made = scene()
  const { deployments, far } = made
  const first = deployments.deploy('app', at('/first'))
  const second = deployments.deploy('app', at('/second'))
  const stopped = deployments.stop('app', 'go-on')
  await asked(made, 1)
  far[0]!.report({ kind: 'loaded' })
  await first
  const one = deployments.routes().match('GET', '/first').kind
  await asked(made, 2)
  far[1]!.report({ kind: 'loaded' })
  await second
  await stopped
  expect([one, deployments.live('app')]).toEqual(['found', null])
})

it('gives a route to the application that is up first, when two ask for it at once', async () => {
  const made = scene()
  const { deployments, far, stored } = made
  const late = deployments.deploy('late', at('/same'))
  await asked(made, 1)
  const early = deployments.deploy('early', at('/same'))
  await asked(made, 2)
  far[1]!.report({ kind: 'loaded' })
  await early
  far[0]!.report({ kind: 'loaded' })
  await expect(late).rejects.toThrow('GET /same goes to the application early already.')
  expect([stored, deployments.live('late')]).toEqual([['addDeployment early'], null])
})
