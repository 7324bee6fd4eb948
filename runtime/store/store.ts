import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { problem, ProblemError } from '../../shared/directive/problem.ts'
import { entryUrl } from '../entry.ts'
import type { Request } from './database.ts'
import type { Operation, Operations } from './operations.ts'
import type { FromWorker, StoreWorkerData, ToWorker } from './worker.ts'

/** The runtime's database. An answer comes after the change is on the disk. */
export interface Store {
  ask<O extends Operation>(operation: O, params: Operations[O]['params']): Promise<Operations[O]['result']>
  /** After everything that was asked before. */
  close(): Promise<void>
}

/** Rejects with `ProblemError` when the folder cannot be used or another runtime uses it. */
export async function openStore(dir: string): Promise<Store> {
  try {
    mkdirSync(dir, { recursive: true })
  } catch (error) {
    throw unusable(dir, (error as Error).message)
  }
  const worker = new Worker(entryUrl('store'), {
    workerData: { file: join(dir, 'runnel.db') } satisfies StoreWorkerData,
  })
  const waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>()
  const opened = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  let lastId = 0

  function receive(message: FromWorker): void {
    switch (message.kind) {
      case 'opened':
        return opened.resolve()
      case 'refused':
        return opened.reject(message.code === 'locked' ? locked(dir) : unusable(dir, message.message))
      case 'answers':
        for (const { id, answer } of message.answers) {
          const asked = waiting.get(id)!
          waiting.delete(id)
          if ('error' in answer) asked.reject(new Error(`The store failed: ${answer.error}`))
          else asked.resolve(answer.result as never)
        }
    }
  }

  worker.on('message', receive)
  worker.on('error', (error: Error) => {
    opened.reject(error)
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  })
  worker.on('exit', () => {
    const error = new Error('The store is closed.')
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
    ended.resolve()
  })
  await opened.promise

  return {
    ask(operation, params) {
      const id = ++lastId
      const { promise, resolve, reject } = Promise.withResolvers<never>()
      waiting.set(id, { resolve, reject })
      worker.postMessage({ kind: 'request', id, request: { operation, params } as Request } satisfies ToWorker)
      return promise
    },
    async close() {
      worker.postMessage({ kind: 'close' } satisfies ToWorker)
      await ended.promise
    },
  }
}

function locked(dir: string): ProblemError {
  return new ProblemError([
    problem(
      'store-in-use',
      {},
      `Another runtime uses the store ${dir}.`,
      'Stop it, or give this one a folder of its own with --store DIR.',
    ),
  ])
}

function unusable(dir: string, reason: string): ProblemError {
  return new ProblemError([
    problem(
      'store-unusable',
      {},
      `The store ${dir} cannot be used: ${reason.replace(/\.$/, '')}.`,
      'Make the folder writable, or choose another with --store DIR.',
    ),
  ])
}
