import { join } from 'node:path'
import type { Child } from './child.ts'
import { ROOT, startNode } from './child.ts'

/** Something that answers HTTP on loopback. Disposing of it ends it. */
export interface Server extends AsyncDisposable {
  readonly name: string
  readonly url: string
  readonly pid: number
}

export function serverOf(name: string, url: string, child: Child, ...owned: readonly Disposable[]): Server {
  return {
    name,
    url,
    pid: child.pid,
    async [Symbol.asyncDispose]() {
      await child[Symbol.asyncDispose]()
      for (const one of owned) one[Symbol.dispose]()
    },
  }
}

export const BARE = [join(ROOT, 'test/bench/limit/bare.ts')]

export async function startBare(): Promise<Server> {
  const child = startNode(BARE)
  const [url] = await child.said(/http:\/\/\S+/)
  return serverOf('bare', url, child)
}
