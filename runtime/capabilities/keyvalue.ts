import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Answer } from '../../shared/capabilities/ask.ts'
import type { KeyvalueAsk } from '../../shared/capabilities/keyvalue-ask.ts'
import { keyvalueRefusal, type KeyvalueSettings } from '../../shared/capabilities/keyvalue-settings.ts'
import { entryUrl } from '../entry.ts'
import type { Does } from './broker.ts'
import type { FromKeyvalue, KeyvalueWorkerData, ToKeyvalue } from './keyvalue-worker.ts'

/** The key-value stores of all applications. */
export interface Keyvalue {
  readonly does: Does<KeyvalueAsk>
  /** Takes the stores of an application away. */
  forget(app: string): void
  close(): Promise<void>
}

/** The thread and its file are there from the first use on. */
export function openKeyvalue(storeDir: string): Keyvalue {
  const waiting = new Map<number, (answer: Answer) => void>()
  let lastId = 0
  let worker: Worker | null = null
  let ended: Promise<void> = Promise.resolve()

  function start(): Worker {
    const started = new Worker(entryUrl('keyvalue'), {
      workerData: { file: join(storeDir, 'keyvalue.db') } satisfies KeyvalueWorkerData,
    })
    started.on('message', (answers: FromKeyvalue) => {
      for (const { id, answer } of answers) {
        waiting.get(id)?.(answer)
        waiting.delete(id)
      }
    })
    ended = new Promise((resolve) => {
      const end = (message: string): void => {
        worker = null
        for (const answer of waiting.values()) answer({ ok: false, kind: 'failed', message })
        waiting.clear()
        resolve()
      }
      started.on('error', (error) => end(`The stores cannot be opened: ${(error as Error).message}.`))
      started.on('exit', () => end('The stores are closed.'))
    })
    return started
  }

  function tell(message: ToKeyvalue): void {
    worker ??= start()
    worker.postMessage(message)
  }

  return {
    does(what, { app, flow, node }, settings: KeyvalueSettings) {
      const refusal = keyvalueRefusal(what, node, settings)
      if (refusal !== null) return refused(refusal)
      const space = (settings.scope ?? 'application') === 'application' ? '' : `${flow}/${node}`
      return new Promise((resolve) => {
        const id = ++lastId
        waiting.set(id, resolve)
        tell({ kind: 'ask', id, app, space, what })
      })
    },
    forget: (app) => tell({ kind: 'forget', app }),
    async close() {
      if (worker === null) return
      tell({ kind: 'close' })
      await ended
    },
  }
}

async function refused(message: string): Promise<Answer> {
  return { ok: false, kind: 'refused', reason: 'no-grant', message }
}
