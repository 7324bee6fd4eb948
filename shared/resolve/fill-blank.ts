import type { Problem } from '../directive/problem.ts'
import { renameInputs } from '../directive/rename-inputs.ts'
import type { Directive, Node, PackageRef } from '../directive/schema.ts'
import type { ComponentFunction } from '../wit/component.ts'
import { parseSignature } from '../wit/parse.ts'
import type { Signature as WitSignature } from '../wit/print.ts'
import { WitSyntaxError } from '../wit/wit-tokens.ts'
import { BLANK_NODE } from './blank.ts'
import { fitSignature, type Fit } from './fits.ts'
import type { NodePlace } from './report.ts'
import { resolveDirective } from './resolve.ts'
import type { Components } from './signature.ts'

/** A function for the place of a blank node, under the alias that the directive has for its package or will have. */
export interface Filling {
  readonly alias: string
  readonly ref: PackageRef
  readonly fn: ComponentFunction
}

export type Filled =
  | {
      readonly kind: 'filled'
      /** With everything that the blank had: label, policies, bindings under their new names. */
      readonly node: Node
      /** Parameters that are called otherwise in the function. */
      readonly renamed: ReadonlyMap<string, string>
      readonly result: Extract<Fit, { kind: 'fits' }>['result']
    }
  | { readonly kind: 'misfit'; readonly reason: string }

/**
 * Tries functions in the place of one blank node: a function fits when the signatures say so and nothing is wrong with
 * the directive afterwards that was not wrong before. So every wire is kept. Null for a node that is not blank, or
 * whose signature cannot be read.
 */
export function fillBlank(
  directive: Directive, at: NodePlace, components: Components,
): ((filling: Filling) => Filled) | null {
  const flow = directive.flows[at.flow]
  const blank = flow?.nodes[at.node]
  if (flow === undefined || blank === undefined || !('blank' in blank)) return null
  const signature = readSignature(blank.blank.signature)
  if (signature === null) return null
  const before = errorsOf(directive, components)
  return ({ alias, ref, fn }) => {
    const fit = fitSignature(signature, fn)
    if (fit.kind === 'misfit') return fit
    const renamed = new Map([...fit.names].filter(([name, to]) => name !== to))
    const node = withFunction(blank, `${alias}#${fn.path}`, renamed)
    const after = errorsOf({
      ...directive,
      packages: { ...directive.packages, [alias]: ref },
      flows: { ...directive.flows, [at.flow]: { ...flow, nodes: { ...flow.nodes, [at.node]: node } } },
    }, components)
    const known = new Set(before.map((problem) => nameOf(problem, at, renamed)))
    const added = after.find((problem) => !known.has(nameOf(problem, at, new Map())))
    return added === undefined
      ? { kind: 'filled', node, renamed, result: fit.result }
      : { kind: 'misfit', reason: added.message }
  }
}

function readSignature(text: string): WitSignature | null {
  try {
    return parseSignature(text)
  } catch (error) {
    if (error instanceof WitSyntaxError) return null
    throw error
  }
}

function withFunction(
  { blank: _, ...kept }: Extract<Node, { blank: unknown }>, use: string, renamed: ReadonlyMap<string, string>,
): Node {
  return renameInputs({ use, ...kept }, renamed)
}

function errorsOf(directive: Directive, components: Components): readonly Problem[] {
  return resolveDirective(directive, components)
    .problems.filter(({ code, severity }) => severity === 'error' && code !== BLANK_NODE)
}

/** The same for a problem before and after, also where an input is called otherwise. */
function nameOf({ code, place }: Problem, at: NodePlace, renamed: ReadonlyMap<string, string>): string {
  const { flow, node, input, pointer } = place
  if (input === undefined || flow !== at.flow || node !== at.node) return `${code} ${pointer}`
  const [name = '', ...members] = input.split('.')
  return `${code} ${[renamed.get(name) ?? name, ...members].join('.')}`
}
