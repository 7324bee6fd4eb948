import { isDeepStrictEqual } from 'node:util'
import { chain } from '../limit/chain.ts'

/** A request that is sent again and again, and the answer that must come back. */
export interface Workload {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body: string
  isRight(answer: string): boolean
}

const ORDER = {
  id: 7,
  name: 'ada lovelace',
  price: 12.5,
  tags: ['alpha', 'beta', 'gamma'],
  note: 'the quick brown fox jumps over the lazy dog',
  at: { lat: 51.5074, lon: -0.1278 },
}

/** A JSON document through five steps: set a field, upper-case a string, add to a number, rename a field, hash. */
export const chain5: Workload = {
  method: 'POST',
  path: '/chain',
  body: JSON.stringify(ORDER),
  isRight: (answer) => isDeepStrictEqual(JSON.parse(answer), chain({ ...ORDER })),
}

/** Before anything is timed: a server that answers something else is not compared. */
export async function checkAnswer(url: string, { method, path, body, isRight }: Workload): Promise<void> {
  const response = await fetch(url + path, {
    method,
    ...(body === '' ? {} : { body, headers: { 'content-type': 'application/json' } }),
  })
  const answer = await response.text()
  if (response.status !== 200 || !isRight(answer))
    throw new Error(`${url}${path} answered ${response.status} ${answer.slice(0, 300)}`)
}
