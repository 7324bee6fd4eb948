import { readdirSync, readFileSync } from 'node:fs'

// What Linux says of processor time, in ms. Elsewhere there is no /proc, and the numbers are null.

/** Of clock ticks in /proc: USER_HZ, 100 on every architecture that Node runs on. */
const TICK_MS = 10

interface ProcessTime {
  readonly pid: number
  readonly parent: number
  /** Its own and that of the children it has waited for. */
  readonly cpuMs: number
}

/** Processor time of a process and its descendants. */
export function cpuMsOf(pid: number): number | null {
  const all = everyProcess()
  if (all === null) return null
  const tree = new Set([pid])
  for (const parent of tree) for (const one of all) if (one.parent === parent) tree.add(one.pid)
  return all.filter((one) => tree.has(one.pid)).reduce((sum, one) => sum + one.cpuMs, 0)
}

/** Gives, when called, how many cores other processes than this one and its descendants have used since. */
export function watchOthers(): () => number | null {
  const startedMs = performance.now()
  const before = othersMs()
  return () => {
    const after = othersMs()
    if (before === null || after === null) return null
    return Math.max(0, (after - before) / (performance.now() - startedMs))
  }
}

function othersMs(): number | null {
  const own = cpuMsOf(process.pid)
  if (own === null) return null
  const [user, nice, system, , , irq, softIrq] = numbersIn(readFileSync('/proc/stat', 'utf8').split('\n')[0] as string)
  return (user! + nice! + system! + irq! + softIrq!) * TICK_MS - own
}

function everyProcess(): readonly ProcessTime[] | null {
  if (process.platform !== 'linux') return null
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => timeOf(Number(name)) ?? [])
}

/** Null for a process that has just ended. The fields are those of proc(5), counted behind the command's name. */
function timeOf(pid: number): ProcessTime | null {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return null
  }
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + (fields[at] as number), 0)
  return { pid, parent: fields[1] as number, cpuMs: ticks * TICK_MS }
}

function numbersIn(line: string): readonly number[] {
  return line.trim().split(/\s+/).slice(1).map(Number)
}
