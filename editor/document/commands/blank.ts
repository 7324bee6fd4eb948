import { renameInputs } from '../../../shared/directive/rename-inputs.ts'
import type { Flow, Node } from '../../../shared/directive/schema.ts'
import type { Json } from '../../../shared/json/json.ts'
import { parseSignature } from '../../../shared/wit/parse.ts'
import { WitSyntaxError } from '../../../shared/wit/wit-tokens.ts'
import type { Directive } from '../../../shared/directive/schema.ts'
import type { Edit } from '../edit.ts'
import { withPart } from '../ordered-record.ts'

/** What was bound to a parameter stays bound to it when it gets another name. */
export function setSignature(document: Directive, flow: string, node: string, signature: string): Edit {
  const before = blankNode(document, flow, node)
  const value = { ...before, blank: { ...before.blank, signature } }
  return {
    kind: 'replace-node', flow, node,
    value: renameInputs(value, renamedParams(paramNames(before.blank.signature), paramNames(signature))),
  }
}

/** Undefined takes the sample out. */
export function setSample(document: Directive, flow: string, node: string, sample: Json | undefined): Edit {
  const before = blankNode(document, flow, node)
  return { kind: 'replace-node', flow, node, value: { ...before, blank: withPart(before.blank, 'sample', sample) } }
}

function renamedParams(before: readonly string[], after: readonly string[]): ReadonlyMap<string, string> {
  return new Map(before.flatMap((name, at) => {
    const now = after[at]
    return now === undefined || after.includes(name) || before.includes(now) ? [] : [[name, now] as const]
  }))
}

function paramNames(signature: string): readonly string[] {
  try {
    return parseSignature(signature).params.map(({ name }) => name)
  } catch (error) {
    if (error instanceof WitSyntaxError) return []
    throw error
  }
}

function blankNode(document: Directive, flow: string, id: string): Extract<Node, { blank: unknown }> {
  const node = (document.flows[flow] as Flow).nodes[id]
  if (node === undefined || !('blank' in node)) throw new Error(`${id} is no blank node of the flow ${flow}`)
  return node
}
