import { execFile, execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { quantile } from '../measure/median.ts'
import type { Workload } from './chain5.ts'
import { openConnection } from './connection.ts'

export interface LoadResult {
  readonly requests: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** As many requests as the server answers, each connection sending its next one when the last is answered. */
export function saturate(url: string, workload: Workload, connections: number, seconds: number): Promise<LoadResult> {
  return (HAS_WRK ? byWrk : byOurselves)(url, workload, connections, seconds)
}

export const HAS_WRK = isInstalled('wrk')

function isInstalled(program: string): boolean {
  try {
    execFileSync('which', [program])
    return true
  } catch {
    return false
  }
}

async function byWrk(url: string, workload: Workload, connections: number, seconds: number): Promise<LoadResult> {
  const folder = mkdtempSync(join(tmpdir(), 'runnel-bench-'))
  try {
    const script = join(folder, 'request.lua')
    writeFileSync(script, luaOf(workload))
    const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout', '20s', '-s', script, url + workload.path]
    const { stdout } = await promisify(execFile)('wrk', args)
    const [requests, tookUs, p50Us, p99Us, errors] = /RESULT (.*)/.exec(stdout)![1]!.split(' ').map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ]
    if (errors > 0) throw new Error(`${url}${workload.path}: ${errors} of ${requests} answers were none or no 200`)
    return { requests, perSecond: requests / (tookUs / 1e6), p50Ms: p50Us / 1e3, p99Ms: p99Us / 1e3 }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** One fixed request; `done` prints durations in microseconds. */
function luaOf({ method, body }: Workload): string {
  return `
wrk.method = "${method}"
${body === '' ? '' : `wrk.body = [==[${body}]==]\nwrk.headers["content-type"] = "application/json"`}
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end`
}

async function byOurselves(url: string, workload: Workload, connections: number, seconds: number): Promise<LoadResult> {
  const opened = await Promise.all(Array.from({ length: connections }, () => openConnection(url, workload)))
  const startedMs = performance.now()
  const endMs = startedMs + seconds * 1000
  const tookMs: number[] = []
  await Promise.all(
    opened.map(async (connection) => {
      for (let sentMs = performance.now(); sentMs < endMs; sentMs = performance.now()) {
        await connection.ask()
        tookMs.push(performance.now() - sentMs)
      }
      connection.close()
    }),
  )
  const perSecond = tookMs.length / ((performance.now() - startedMs) / 1000)
  return { requests: tookMs.length, perSecond, p50Ms: quantile(tookMs, 0.5), p99Ms: quantile(tookMs, 0.99) }
}
