import type { Directive, Node } from '../../shared/directive/schema.ts'

/**
 * Without the empty parts that a hand-written directive may hold (`"in": {}`, a view of no nodes): edits never leave
 * one behind, and so undoing gives back exactly what was there.
 */
export function tidy(document: Directive): Directive {
  const flows = mapValues(document.flows, (flow) => ({ ...flow, nodes: mapValues(flow.nodes, tidyNode) }))
  const { view, samples, config, ...rest } = { ...document, flows }
  const places = view && withoutEmpty(view, (points) => Object.keys(points).length === 0)
  const kept = samples && withoutEmpty(samples, (list) => list.length === 0)
  const declared = config && Object.keys(config).length > 0 && { config }
  return { ...rest, ...declared, ...(places && { view: places }), ...(kept && { samples: kept }) }
}

function tidyNode(node: Node): Node {
  const { in: inputs, after, with: settings, ...rest } = node as Extract<Node, { trigger: string }>
  return {
    ...rest,
    ...(settings && Object.keys(settings).length > 0 && { with: settings }),
    ...(inputs && Object.keys(inputs).length > 0 && { in: inputs }),
    ...(after && after.length > 0 && { after }),
  }
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}

function withoutEmpty<T>(
  record: Readonly<Record<string, T>>,
  empty: (value: T) => boolean,
): Record<string, T> | undefined {
  const entries = Object.entries(record).filter(([, value]) => !empty(value))
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}
