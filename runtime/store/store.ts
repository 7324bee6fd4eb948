import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { entryUrl } from '../entry.ts'
import type { Request } from './database.ts'
import { faultError, faultOf } from './fault.ts'
import type { Operation, Operations } from './operations.ts'
import type { FromWorker, StoreWorkerData, ToWorker } from './worker.ts'

/** The runtime's database. An answer comes after the change is on the disk. */
export interface Store {
  /** Rejects with `ProblemError` when the disk is full or fails. */
  ask<O extends Operation>(operation: O, params: Operations[O]['params']): Promise<Operations[O]['result']>
  /** After everything that was asked before. */
  close(): Promise<void>
}

/** Rejects with `ProblemError` when the folder cannot be used or another runtime uses it. */
export async function openStore(dir: string): Promise<Store> {
  try {
    mkdirSync(dir, { recursive: true })
  } catch (error) {
    throw faultError(dir, faultOf(error))
  }
  const worker = new Worker(entryUrl('store'), {
    workerData: { file: join(dir, 'runnel.db') } satisfies StoreWorkerData,
  })
  const waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>()
  const opened = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  let lastId = 0
  let hasEnded = false

  function receive(message: FromWorker): void {
    switch (message.kind) {
      case 'opened':
        return opened.resolve()
      case 'refused':
        return opened.reject(faultError(dir, message.fault))
      case 'answers':
        for (const { id, answer } of message.answers) {
          const asked = waiting.get(id)!
          waiting.delete(id)
          if ('error' in answer) asked.reject(faultError(dir, answer.error))
          else asked.resolve(answer.result as never)
        }
    }
  }

  function end(error: Error): void {
    hasEnded = true
    opened.reject(error)
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }

  worker.on('message', receive)
  worker.on('error', end)
  worker.on('exit', () => {
    end(new Error('The store is closed.'))
    ended.resolve()
  })
  await opened.promise

  return {
    ask(operation, params) {
      if (hasEnded) return Promise.reject(new Error('The store is closed.'))
      const id = ++lastId
      const { promise, resolve, reject } = Promise.withResolvers<never>()
      worker.postMessage({ kind: 'request', id, request: { operation, params } as Request } satisfies ToWorker)
      waiting.set(id, { resolve, reject })
      return promise
    },
    async close() {
      worker.postMessage({ kind: 'close' } satisfies ToWorker)
      await ended.promise
    },
  }
}
