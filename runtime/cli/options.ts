import { parseArgs } from 'node:util'
import { CALLS } from '../../shared/host/calls.ts'
import type { Calls } from '../../shared/host/calls.ts'
import { problem, ProblemError } from '../../shared/directive/problem.ts'

export type Command =
  | { readonly kind: 'start'; readonly serve: ServeOptions }
  | { readonly kind: 'run'; readonly file: string; readonly serve: ServeOptions }
  | { readonly kind: 'check'; readonly file: string; readonly storeDir: string }
  | {
      readonly kind: 'replay'
      readonly file: string
      readonly recording: string
      readonly storeDir: string
      readonly calls: Calls
      readonly config: ReadonlyMap<string, string>
    }
  | { readonly kind: 'doctor'; readonly storeDir: string; readonly ports: readonly number[] }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }

export interface ServeOptions {
  readonly storeDir: string
  readonly host: string
  readonly port: number
  readonly flowsPort: number
  readonly allowedHosts: readonly string[]
  readonly calls: Calls
  /** By the names of variables that applications declare. */
  readonly config: ReadonlyMap<string, string>
  /** `host:port` in networks of one's own that components may reach. */
  readonly privateHosts: ReadonlySet<string>
  /** The file of the operator's policy. */
  readonly policy: string | null
}

export const HELP = `Runnel: draw a flow of WebAssembly components, watch its values, deploy it.

  runnel [start]       serve the editor, and the flows that are deployed
  runnel run FILE      serve the flows of a directive (JSON or YAML) or an application file, without the editor
  runnel check FILE    print the problems of a directive or an application file, one a line
  runnel replay FILE RUN
                       make a recorded run go again; RUN is what the API's method runs.get answers
  runnel doctor        say what holds strangers' components on this machine, and what is missing
  runnel help | version

Options
  --port PORT          start: of the editor (4300); run: of the flows (4301). 0 takes any
  --flows-port PORT    start: of the flows (4301)
  --host ADDRESS       where to listen (127.0.0.1). Whoever reaches the editor's port can run code in its sandbox
  --allow-host HOST    another value of the Host header that the editor answers to, such as runnel.example:443
  --calls WHO          what calls components: binder, generated (jco's code) or both, which fails calls that differ
  --config NAME=VALUE  the value of a declared variable, text or JSON; also RUNNEL_CONFIG_NAME in the environment
  --policy FILE        JSON that holds for all deployments: middleware before what they import, capabilities denied
  --allow-private-host HOST:PORT
                       a service of your own network that components may be granted, such as db.internal:8080
  --store DIR          where applications, packages and runs are kept (.runnel; run, check and replay: a temporary
                       folder, with the packages of .runnel)
`

const OPTIONS = {
  port: { type: 'string' },
  'flows-port': { type: 'string' },
  host: { type: 'string' },
  policy: { type: 'string' },
  'allow-private-host': { type: 'string', multiple: true },
  'allow-host': { type: 'string', multiple: true },
  calls: { type: 'string' },
  config: { type: 'string', multiple: true },
  store: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

const EDITOR_PORT = 4300
const FLOWS_PORT = 4301

/** `temporary` makes a folder that is gone afterwards. Throws `ProblemError`. */
export function readCommand(args: readonly string[], temporary: () => string): Command {
  const { values, positionals } = parsed(args)
  if (values.help === true) return { kind: 'help' }
  if (values.version === true) return { kind: 'version' }
  const [name = 'start', file, ...more] = positionals
  const serve = (flowsPort: string | undefined, storeDir: () => string): ServeOptions => ({
    storeDir: values.store ?? storeDir(),
    host: values.host ?? '127.0.0.1',
    port: portOf('--port', values.port, EDITOR_PORT),
    flowsPort: portOf('--flows-port', flowsPort, FLOWS_PORT),
    allowedHosts: values['allow-host'] ?? [],
    calls: callsOf(values.calls ?? 'binder'),
    config: new Map((values.config ?? []).map(variableOf)),
    policy: values.policy ?? null,
    privateHosts: new Set((values['allow-private-host'] ?? []).map(hostAndPort)),
  })
  switch (name) {
    case 'start':
      if (file !== undefined) break
      return { kind: 'start', serve: serve(values['flows-port'], () => '.runnel') }
    case 'run':
      return {
        kind: 'run',
        file: oneFile(name, file, more),
        serve: serve(values['flows-port'] ?? values.port, temporary),
      }
    case 'check':
      return { kind: 'check', file: oneFile(name, file, more), storeDir: values.store ?? temporary() }
    case 'replay': {
      const [recording] = more
      if (file === undefined || recording === undefined || more.length > 1) throw usage('runnel replay takes two files, of an application and of a run.')
      const { storeDir, calls, config } = serve(undefined, temporary)
      return { kind: 'replay', file, recording, storeDir, calls, config }
    }
    case 'doctor': {
      if (file !== undefined) break
      const { storeDir, port, flowsPort } = serve(values['flows-port'], () => '.runnel')
      return { kind: 'doctor', storeDir, ports: [port, flowsPort] }
    }
    case 'help':
    case 'version':
      return { kind: name }
  }
  throw usage(`There is no command ${JSON.stringify(positionals.join(' '))}.`)
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (error) {
    throw usage((error as Error).message.replace(/\.? To specify.*/s, '').replace(/\.?$/, '.'))
  }
}

function oneFile(command: string, file: string | undefined, more: readonly string[]): string {
  if (file === undefined) throw usage(`runnel ${command} takes a file.`)
  if (more.length > 0) throw usage(`runnel ${command} takes one file, not ${more.length + 1}.`)
  return file
}

function portOf(option: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback
  const port = Number(text)
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65535)
    throw usage(`${option} takes a number from 0 to 65535, not ${JSON.stringify(text)}.`)
  return port
}

function callsOf(text: string): Calls {
  const calls = CALLS.find((each) => each === text)
  if (calls === undefined) throw usage(`--calls takes one of binder, generated and both, not ${JSON.stringify(text)}.`)
  return calls
}

function variableOf(text: string): readonly [name: string, value: string] {
  const equals = text.indexOf('=')
  if (equals < 1) throw usage(`--config takes NAME=VALUE, not ${JSON.stringify(text)}.`)
  return [text.slice(0, equals), text.slice(equals + 1)]
}

function hostAndPort(text: string): string {
  if (!/^[^\s:]+:\d{1,5}$|^\[[0-9a-fA-F:.]+\]:\d{1,5}$/.test(text)) throw usage(`--allow-private-host takes HOST:PORT, not ${JSON.stringify(text)}.`)
  return text.toLowerCase()
}

function usage(message: string): ProblemError {
  return new ProblemError([problem('usage', {}, message, 'See runnel help.')])
}
