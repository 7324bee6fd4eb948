import type { Current } from '../surroundings.ts'
import type { Io } from './io.ts'
import { timeNs } from './time.ts'

const NS_PER_S = 1_000_000_000n
const RESOLUTION_NS = 1_000_000n
const MAX_U64 = 2n ** 64n - 1n

/** wasi:clocks: both clocks are the engine's, and the time zone is UTC. */
export function clocks(current: Current, { Pollable }: Io) {
  return {
    'wasi:clocks/wall-clock': {
      now: () => datetime(timeNs(current)),
      resolution: () => datetime(RESOLUTION_NS),
    },
    'wasi:clocks/monotonic-clock': {
      now: () => timeNs(current),
      resolution: () => RESOLUTION_NS,
      subscribeInstant: (dueNs: bigint) => new Pollable(dueNs),
      subscribeDuration: (ns: bigint) => {
        const dueNs = timeNs(current) + ns
        return new Pollable(dueNs < MAX_U64 ? dueNs : MAX_U64)
      },
    },
    'wasi:clocks/timezone': {
      display: () => ({ utcOffset: 0, name: 'UTC', inDaylightSavingTime: false }),
      utcOffset: () => 0,
    },
  }
}

function datetime(ns: bigint): { seconds: bigint; nanoseconds: number } {
  return { seconds: ns / NS_PER_S, nanoseconds: Number(ns % NS_PER_S) }
}
