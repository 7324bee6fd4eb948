import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Answer } from '../../shared/capabilities/ask.ts'
import type { SqliteAsk } from '../../shared/capabilities/sqlite-ask.ts'
import { sqliteRefusal, type SqliteSettings } from '../../shared/capabilities/sqlite.ts'
import { entryUrl, readableCode } from '../entry.ts'
import type { Does } from './broker.ts'
import type { FromSqlite, ToSqlite } from './sqlite-child.ts'

/** The SQLite databases of all applications. */
export interface Sqlite {
  readonly does: Does<SqliteAsk>
  /** Takes the databases of an application away. */
  forget(app: string): Promise<void>
  close(): void
}

const DEFAULT_MAX_BYTES = 256 * 1024 * 1024
const DEFAULT_TIMEOUT_MS = 5_000
/** What Node itself takes, and what SQLite may. */
const DATA_BYTES = (800 + 256) * 1024 * 1024
const MAX_WAITING = 1_000

export function openSqlite(storeDir: string): Sqlite {
  const folderOf = (app: string): string => join(storeDir, 'sqlite', app)
  const processes = new Map<string, Databases>()

  return {
    does(what, { app, node }, settings: SqliteSettings) {
      const { readOnly = false, maxBytes = DEFAULT_MAX_BYTES, timeoutMs = DEFAULT_TIMEOUT_MS } = settings
      const { database, statement, parameters } = what
      const message = sqliteRefusal(what, node, settings)
      if (message !== null) return Promise.resolve({ ok: false, kind: 'refused', reason: 'no-grant', message })
      let process = processes.get(app)
      if (process === undefined) processes.set(app, (process = startDatabases(folderOf(app))))
      return process.execute({ database, readOnly, maxBytes, statement, parameters }, timeoutMs)
    },
    async forget(app) {
      await processes.get(app)?.close()
      processes.delete(app)
      rmSync(folderOf(app), { recursive: true, force: true })
    },
    close() {
      for (const process of processes.values()) void process.close()
    },
  }
}

interface Databases {
  execute(asked: ToSqlite, timeoutMs: number): Promise<Answer>
  close(): Promise<void>
}

/** One process, started when it is needed and again when it was ended. What is asked is done one after the other. */
function startDatabases(folder: string): Databases {
  let worker: SqliteProcess | null = null
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0

  async function execute(asked: ToSqlite, timeoutMs: number): Promise<Answer> {
    const working = (worker ??= startProcess(folder, (ended) => {
      if (worker === ended) worker = null
    }))
    await working.ready
    const late = setTimeout(() => {
      working.end({ ok: false, kind: 'refused', reason: 'limit', message: `The statement took longer than the ${timeoutMs} ms that the grant allows.` })
    }, timeoutMs)
    return working.ask(asked).finally(() => clearTimeout(late))
  }

  return {
    execute(asked, timeoutMs) {
      if (waiting >= MAX_WAITING) {
        return Promise.resolve({ ok: false, kind: 'failed', message: 'Too many statements wait for the databases of the application.' })
      }
      waiting++
      const answered = last.then(() => execute(asked, timeoutMs))
      last = answered.finally(() => waiting--)
      return answered
    },
    async close() {
      const ending = worker
      ending?.end(ENDED)
      await ending?.gone
    },
  }
}

interface SqliteProcess {
  /** Also when it cannot be started: then what is asked is answered with that. */
  readonly ready: Promise<void>
  readonly gone: Promise<void>
  ask(asked: ToSqlite): Promise<Answer>
  /** Kills it; what it is asked is answered with `answer`. */
  end(answer: Answer): void
}

const ENDED: Answer = {
  ok: false, kind: 'failed', message: 'The process of the databases has ended: the statement took too much memory, or it cannot be started.',
}

function startProcess(folder: string, onEnd: (ended: SqliteProcess) => void): SqliteProcess {
  mkdirSync(folder, { recursive: true })
  const ready = Promise.withResolvers<void>()
  const gone = Promise.withResolvers<void>()
  let ended: Answer | null = null
  let answer: (given: Answer) => void = () => {}
  const child = spawnLimited([
    '--permission',
    ...readableCode().map((path) => `--allow-fs-read=${path.replace(/\/?$/, '/*')}`),
    `--allow-fs-read=${folder}/*`,
    `--allow-fs-write=${folder}/*`,
    '--no-warnings',
    fileURLToPath(entryUrl('sqlite')),
    folder,
  ])
  const started: SqliteProcess = {
    ready: ready.promise,
    gone: gone.promise,
    ask(asked) {
      if (ended !== null) return Promise.resolve(ended)
      child.send(asked)
      return new Promise((resolve) => { answer = resolve })
    },
    end(given) {
      ended ??= given
      child.kill('SIGKILL')
      answer(ended)
      onEnd(started)
    },
  }
  const over = (): void => {
    started.end(ENDED)
    ready.resolve()
    gone.resolve()
  }
  child.on('error', over)
  child.on('exit', over)
  child.on('message', (given: FromSqlite) => (given === 'ready' ? ready.resolve() : answer(given)))
  return started
}

function spawnLimited(args: readonly string[]): ChildProcess {
  const options = { env: {}, cwd: '/', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] as ['ignore', 'ignore', 'ignore', 'ipc'], serialization: 'advanced' as const }
  if (process.platform !== 'linux') return spawn(process.execPath, args, options)
  return spawn('/bin/sh', ['-c', `ulimit -d ${Math.ceil(DATA_BYTES / 1024)}; exec "$0" "$@"`, process.execPath, ...args], options)
}
