import type { RunResult } from '../engine/types.ts'
import type { ResolvedNode } from '../resolve/types.ts'
import type { RunCounts } from './messages.ts'

/** Adds up what runs did. Cheap for each run; strings are made only when the counts are read. */
export interface Counter {
  add(result: RunResult): void
  /** A call that the binder does not make. */
  addGenerated(flow: string, node: string): void
  read(): RunCounts
}

interface NodeCount {
  ok: number
  failed: number
  readonly ports: Map<string, number>
}

export function createCounter(): Counter {
  const runs = { ok: 0, failed: 0 }
  const nodes = new Map<ResolvedNode, NodeCount>()
  const generated: Record<string, number> = {}
  return {
    addGenerated(flow, node) {
      const name = `${flow}/${node}`
      generated[name] = (generated[name] ?? 0) + 1
    },
    add({ ok, firings }) {
      if (ok) runs.ok++
      else runs.failed++
      for (const { node, fired, failure } of firings) {
        let count = nodes.get(node)
        if (count === undefined) nodes.set(node, (count = { ok: 0, failed: 0, ports: new Map() }))
        if (failure === null) count.ok++
        else count.failed++
        for (const [port] of fired) count.ports.set(port, (count.ports.get(port) ?? 0) + 1)
      }
    },
    read() {
      const fired: Record<string, { ok: number; failed: number }> = {}
      const passed: Record<string, number> = {}
      for (const [{ flow, id }, { ok, failed, ports }] of nodes) {
        fired[`${flow}/${id}`] = { ok, failed }
        for (const [port, count] of ports) passed[`${flow}/${id}.${port}`] = count
      }
      return { runs: { ...runs }, fired, passed, generated: { ...generated } }
    },
  }
}
