import type { ComponentFunction } from './component.ts'
import type { Field, WitType } from './types.ts'

/** What a component of the standard is run by. Its own types cannot travel on wires, so the node has others. */
export type Entry = 'http-handler' | 'command'

export interface EntryDefinition {
  /** The interface in all of its versions, and the function in it. */
  readonly instance: RegExp
  readonly name: string
  /** The names of the resources whose handles it takes. */
  readonly takes: readonly string[]
  readonly label: string
  readonly help: string
  /** A lucide icon's name in kebab-case. */
  readonly icon: string
  readonly params: readonly Field[]
  readonly result: WitType
}

const STRING: WitType = { kind: 'string' }
const JSON_TYPE: WitType = { kind: 'known', name: 'json' }
const BYTES: WitType = { kind: 'list', item: { kind: 'u8' } }
const option = (some: WitType): WitType => ({ kind: 'option', some })
const list = (item: WitType): WitType => ({ kind: 'list', item })

export const ENTRIES: Readonly<Record<Entry, EntryDefinition>> = {
  'http-handler': {
    instance: /^wasi:http\/incoming-handler@0\.2\.\d+$/,
    name: 'handle',
    takes: ['incoming-request', 'response-outparam'],
    label: 'HTTP handler',
    icon: 'server',
    help: 'Answers a request as an HTTP server would. An HTTP trigger whose body is bytes gives the request; status, headers and body of the response go into an HTTP reply.',
    params: [{
      name: 'request',
      type: {
        kind: 'record',
        name: 'http-request',
        // As the http trigger gives them, so that its `out` fits.
        fields: [
          { name: 'method', type: STRING }, { name: 'path', type: STRING }, { name: 'query', type: JSON_TYPE },
          { name: 'headers', type: JSON_TYPE }, { name: 'body', type: BYTES },
        ],
      },
    }],
    result: {
      kind: 'result',
      ok: {
        kind: 'record',
        name: 'http-response',
        fields: [{ name: 'status', type: { kind: 'u16' } }, { name: 'headers', type: JSON_TYPE }, { name: 'body', type: BYTES }],
      },
      err: STRING,
    },
  },
  command: {
    instance: /^wasi:cli\/run@0\.2\.\d+$/,
    name: 'run',
    takes: [],
    label: 'Command',
    icon: 'terminal',
    help: 'Runs a program of the command line: arguments, environment and standard input go in; standard output, standard error and the exit code come out. It has no files.',
    params: [
      { name: 'args', type: option(list(STRING)) },
      { name: 'env', type: option(list({ kind: 'tuple', items: [STRING, STRING] })) },
      { name: 'stdin', type: option(BYTES) },
    ],
    result: {
      kind: 'record',
      name: 'command-output',
      fields: [{ name: 'exit-code', type: { kind: 'u8' } }, { name: 'stdout', type: BYTES }, { name: 'stderr', type: STRING }],
    },
  },
}

/** Null for a function that is called with its own types. */
export function entryOf({ instance, name }: Pick<ComponentFunction, 'instance' | 'name'>): Entry | null {
  if (instance === null || !instance.startsWith('wasi:')) return null
  for (const entry of ['http-handler', 'command'] as const)
    if (ENTRIES[entry].name === name && ENTRIES[entry].instance.test(instance)) return entry
  return null
}

/** Undefined for a function that is called with its own types. */
export function entryDefinition(fn: Pick<ComponentFunction, 'instance' | 'name'>): EntryDefinition | undefined {
  const entry = entryOf(fn)
  return entry === null ? undefined : ENTRIES[entry]
}
