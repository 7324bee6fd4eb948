import { setTimeout as sleep } from 'node:timers/promises'
import type { Workload } from './chain5.ts'
import { openConnection, type Connection } from './connection.ts'

/**
 * Sends `perSecond` requests, whether or not earlier ones are answered, and gives what each took in ms from the moment
 * it was due: a server that stands still for a while is charged for every request that came meanwhile.
 */
export async function pace(
  url: string,
  workload: Workload,
  connections: number,
  perSecond: number,
  seconds: number,
): Promise<readonly number[]> {
  const opened = await Promise.all(Array.from({ length: connections }, () => openConnection(url, workload)))
  const idle = [...opened]
  const due: number[] = []
  const tookMs: number[] = []
  const underWay = new Set<Promise<void>>()
  let failure: unknown = null

  async function exchange(connection: Connection, dueMs: number): Promise<void> {
    try {
      await connection.ask()
      tookMs.push(performance.now() - dueMs)
      idle.push(connection)
      serve()
    } catch (error) {
      failure = error
    }
  }

  function serve(): void {
    while (due.length > 0 && idle.length > 0) {
      const asked: Promise<void> = exchange(idle.pop()!, due.shift()!).finally(() => underWay.delete(asked))
      underWay.add(asked)
    }
  }

  const startedMs = performance.now()
  let sent = 0
  for (let nowMs = startedMs; nowMs < startedMs + seconds * 1000 && failure === null; nowMs = performance.now()) {
    for (; sent < ((nowMs - startedMs) / 1000) * perSecond; sent++) due.push(nowMs)
    serve()
    await sleep(1)
  }
  while (underWay.size > 0 && failure === null) await Promise.all(underWay)
  for (const connection of opened) connection.close()
  if (failure !== null) throw failure
  return tookMs
}
