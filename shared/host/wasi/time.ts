import type { Current } from '../surroundings.ts'
import { environmentOf } from '../surroundings.ts'

const NS_PER_MS = 1_000_000
/** Whoever sleeps for ever comes to the end of time. */
const END_NS = 2n ** 64n - 1n

/** Nanoseconds since 1970 with what was slept in this run; never less than before. */
export function timeNs(current: Current): bigint {
  const nowMs = environmentOf(current).nowMs()
  const wholeMs = Math.floor(nowMs)
  const now = BigInt(wholeMs) * BigInt(NS_PER_MS) + BigInt(Math.floor((nowMs - wholeMs) * NS_PER_MS))
  const { surroundings } = current
  const slept = now + surroundings.sleptNs
  const seen = slept < END_NS ? slept : END_NS
  if (seen > surroundings.lastNs) surroundings.lastNs = seen
  return surroundings.lastNs
}

export function sleepUntil(current: Current, dueNs: bigint): void {
  const leftNs = dueNs - timeNs(current)
  if (leftNs > 0n) current.surroundings.sleptNs += leftNs
}

export async function realSleepUntil(current: Current, dueNs: bigint): Promise<void> {
  const { sleep } = environmentOf(current)
  if (sleep === undefined) return sleepUntil(current, dueNs)
  while (timeNs(current) < dueNs) await sleep(Number((dueNs - timeNs(current)) / BigInt(NS_PER_MS)) + 1)
}
