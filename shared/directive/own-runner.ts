import type { Directive } from './schema.ts'

/** Whether a node's calls are made in a runner of its own. */
export function hasOwnRunner({ flows }: Directive, { flow, node }: { readonly flow: string; readonly node: string }): boolean {
  return Object.hasOwn(flows, flow) && flows[flow]?.nodes[node]?.runner === 'own'
}

export function ownRunnersOf({ flows }: Directive): readonly { readonly flow: string; readonly node: string }[] {
  return Object.entries(flows).flatMap(([flow, { nodes }]) =>
    Object.entries(nodes).flatMap(([node, { runner, disabled }]) => (runner === 'own' && disabled !== true ? [{ flow, node }] : [])))
}
