import { execFileSync } from 'node:child_process'

/** Stops the runners of the runtime on this store where they are: its runs stay under way until `goOn` is called. */
export function holdRunners(storeDir: string): { goOn(): void } {
  const pids = execFileSync('ps', ['-eo', 'pid=,args=']).toString().split('\n')
    .filter((line) => line.includes(`${storeDir}/`)).map((line) => Number.parseInt(line, 10))
    .filter((pid) => pid !== process.pid)
  if (pids.length === 0) throw new Error(`no runner works for ${storeDir}`)
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  return {
    goOn() {
      for (const pid of pids.splice(0)) process.kill(pid, 'SIGCONT')
    },
  }
}
