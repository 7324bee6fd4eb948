import type { Node } from '../../shared/directive/schema.ts'
import type { Json } from '../../shared/json/json.ts'

/** What a node says about its calls, flat as a form shows it. */
export interface CallSettings {
  readonly over: string | undefined
  readonly concurrency: number | undefined
  readonly errors: string | undefined
  readonly attempts: number | undefined
  readonly delay: number | undefined
  readonly backoff: string | undefined
  readonly timeout: number | undefined
  readonly ttl: number | undefined
}

export function callSettings({ each, retry, timeout, cache }: Node): CallSettings {
  return {
    over: each?.over, concurrency: each?.concurrency, errors: each?.errors,
    attempts: retry?.attempts, delay: retry?.delay, backoff: retry?.backoff,
    timeout, ttl: cache?.ttl,
  }
}

/** The node's part that holds the setting, and what becomes of it. Taking out what a part hangs on takes the part out. */
export function withCallSetting(node: Node, name: keyof CallSettings, value: Json | undefined) {
  switch (name) {
    case 'timeout': return { part: 'timeout', value } as const
    case 'ttl': return { part: 'cache', value: changed(node.cache, 'ttl', name, value) } as const
    case 'over': case 'concurrency': case 'errors':
      return { part: 'each', value: changed(node.each, 'over', name, value) } as const
    case 'attempts': case 'delay': case 'backoff':
      return { part: 'retry', value: changed(node.retry, 'attempts', name, value) } as const
  }
}

function changed(part: object | undefined, needed: string, name: string, value: Json | undefined): object | undefined {
  if (value === undefined && name === needed) return undefined
  const others = Object.entries(part ?? {}).filter(([member]) => member !== name)
  return Object.fromEntries(value === undefined ? others : [...others, [name, value]])
}
