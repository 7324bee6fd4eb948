import type { Frame, Tag, Within } from '../../shared/engine/types.ts'
import type { Trace } from '../../shared/runner/messages.ts'

// A flow that is used as a node is called: once for each tag, item and attempt. Each call has values of its own inside.

/** Names a call among those of one flow node. */
export function callKey({ tag, element, attempt }: Frame): string {
  return [...tag.map(({ key, index }) => `${key}:${index}`), element, attempt].join(' ')
}

export function sameCall(one: Frame, other: Frame): boolean {
  return one.node === other.node && callKey(one) === callKey(other)
}

/** One step inside: the calls that were made there, and which of them is looked into. */
export interface CallChoice {
  readonly calls: readonly CallOfFlow[]
  readonly chosen: CallOfFlow
}

export interface CallOfFlow {
  readonly frame: Frame
  /** Whether something in it failed, taken care of or not. */
  readonly failed: boolean
}

/**
 * The calls on the way through flow nodes, outermost first: `wanted` names one for each step, the last one is taken
 * where it names none that was made. Shorter than the way where a node was not called.
 */
export function callsAlong(
  traces: readonly Trace[], way: readonly string[], wanted: readonly string[],
): readonly CallChoice[] {
  const choices: CallChoice[] = []
  for (const [depth, node] of way.entries()) {
    const calls = callsOf(traces, choices.map(({ chosen }) => chosen.frame), node)
    const last = calls.at(-1)
    if (last === undefined) break
    choices.push({ calls, chosen: calls.find(({ frame }) => callKey(frame) === wanted[depth]) ?? last })
  }
  return choices
}

function callsOf(traces: readonly Trace[], within: Within, node: string): readonly CallOfFlow[] {
  const found = new Map<string, { readonly frame: Frame; failed: boolean }>()
  for (const { firings } of traces) {
    for (const firing of firings) {
      const frame = firing.within[within.length]
      if (frame?.node !== node || !within.every((outer, at) => sameCall(outer, firing.within[at] as Frame))) continue
      const key = callKey(frame)
      const known = found.get(key)
      if (known === undefined) found.set(key, { frame, failed: firing.failure !== null })
      else known.failed ||= firing.failure !== null
    }
  }
  return [...found.values()].sort((one, other) => inOrder(one.frame, other.frame))
}

function inOrder(one: Frame, other: Frame): number {
  return byTag(one.tag, other.tag) || one.element - other.element || one.attempt - other.attempt
}

function byTag(one: Tag, other: Tag): number {
  for (const [at, { key, index }] of one.entries()) {
    const beside = other[at]
    if (beside === undefined) return 1
    if (key !== beside.key) return key < beside.key ? -1 : 1
    if (index !== beside.index) return index - beside.index
  }
  return one.length - other.length
}

/** What tells a call from its siblings, in words: `item 0, attempt 2`; empty for the only one. Items count as in messages. */
export function callText({ frame }: CallOfFlow, calls: readonly CallOfFlow[]): string {
  const several = (part: (frame: Frame) => number) => new Set(calls.map((each) => part(each.frame))).size > 1
  const tags = frame.tag.flatMap(({ key, index }) => {
    if (!several((other) => other.tag.find((part) => part.key === key)?.index ?? -1)) return []
    return [`${kindOfKey(key)} ${index + 1}`]
  })
  return [
    ...tags,
    ...(several(({ element }) => element) ? [`item ${frame.element}`] : []),
    ...(several(({ attempt }) => attempt) ? [`attempt ${frame.attempt}`] : []),
  ].join(', ')
}

function kindOfKey(key: string): string {
  return key.startsWith('@') ? 'turn' : key.startsWith('!') ? 'failure' : 'source'
}
