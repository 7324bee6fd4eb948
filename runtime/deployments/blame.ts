import type { Culprit } from '../../shared/protocol/messages.ts'
import type { Death } from '../runner/runner-process.ts'

/** Knows the node that ends its deployment's runner again and again. */
export interface Blame {
  add(death: Death, nowMs: number): void
  /** The one that did it most, if that was often in the last minute. */
  culprit(nowMs: number): Culprit | null
}

const OFTEN = 3
export const BLAMED_FOR_MS = 60_000

export function createBlame(): Blame {
  let ended: (Pick<Culprit, 'flow' | 'node'> & { readonly atMs: number })[] = []
  return {
    add(death, nowMs) {
      const during = death.kind === 'overrun' ? death.overrun : death.kind === 'closed' ? null : death.during
      // A component that is being started has no node.
      if (during === null || during.node === null || during.run === '') return
      ended = [...ended.filter(({ atMs }) => nowMs - atMs < BLAMED_FOR_MS), { flow: during.flow, node: during.node, atMs: nowMs }]
    },
    culprit(nowMs) {
      const counted = new Map<string, Culprit>()
      for (const { flow, node, atMs } of ended) {
        if (nowMs - atMs >= BLAMED_FOR_MS) continue
        const times = (counted.get(`${flow}/${node}`)?.times ?? 0) + 1
        counted.set(`${flow}/${node}`, { flow, node, times })
      }
      const [most] = [...counted.values()].toSorted((one, other) => other.times - one.times)
      return most !== undefined && most.times >= OFTEN ? most : null
    },
  }
}
