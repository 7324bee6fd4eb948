import { listed } from '../directive/did-you-mean.ts'
import type { Signature } from '../wit/print.ts'
import { sameType } from '../wit/same-type.ts'
import type { Field, PortType, WitType } from '../wit/types.ts'
import { wireBetween } from '../wit/wire.ts'

/** Whether a function may take the place of a blank node, as far as the two signatures say. */
export type Fit =
  | {
      readonly kind: 'fits'
      /** The function's parameter for each of the blank's. */
      readonly names: ReadonlyMap<string, string>
      readonly result: 'same' | 'converts' | 'differs'
    }
  | { readonly kind: 'misfit'; readonly reason: string }

/**
 * Each parameter of the blank goes to the one of the same name, else to the next that is left and takes its type
 * without loss; the order stays. What the function has beside them may only be options. Its result may be any: what
 * counts are the outputs in use, which only the flow knows (fill-blank.ts).
 */
export function fitSignature(blank: Signature, fn: Signature): Fit {
  const names = new Map<string, string>()
  for (const { name, type } of blank.params) {
    const named = fn.params.find((param) => param.name === name)
    if (named === undefined) continue
    const verdict = wireBetween(type, named.type)
    if (verdict.kind === 'refused') return misfit(`Its parameter ${name} has another type: ${verdict.reason}`)
    names.set(name, name)
  }
  const blanks = blank.params.filter(({ name }) => !names.has(name))
  const left = fn.params.filter(({ name }) => !names.has(name))
  const paired = pairInOrder(blanks, left)
  if (paired === null) return misfit(whyNot(blanks, left))
  for (const [name, to] of paired) names.set(name, to)
  return { kind: 'fits', names, result: compareResults(blank.result, fn.result) }
}

type Pairs = readonly (readonly [blank: string, fn: string])[]

/** Null when not every blank finds its place, or something that is no option is left over. */
function pairInOrder(blanks: readonly Field[], params: readonly Field[]): Pairs | null {
  // From the end: what the rest of the two lists comes to, so that each pair of places is looked at once.
  let below: (Pairs | null)[] = [...blanks.map(() => null), []]
  for (const param of params.toReversed()) {
    const skipped = param.type.kind === 'option' ? below : below.map(() => null)
    below = blanks.map((blank, at): Pairs | null => {
      const rest = takes(param.type, blank.type) ? below[at + 1]! : null
      return rest === null ? skipped[at]! : [[blank.name, param.name], ...rest]
    }).concat([skipped.at(-1)!])
  }
  return below[0]!
}

function takes(to: WitType, from: WitType): boolean {
  const { kind } = wireBetween(from, to)
  return kind === 'same' || kind === 'widens'
}

function whyNot(blanks: readonly Field[], params: readonly Field[]): string {
  const needed = params.filter(({ type }) => type.kind !== 'option').map(({ name }) => name)
  if (blanks.length === 0) return `It also needs ${listed(needed)}.`
  const lost = blanks.find(({ type }) => !params.some((param) => takes(param.type, type)))
  if (lost !== undefined) return `It has no parameter for ${lost.name}.`
  const names = listed(blanks.map(({ name }) => name))
  return `It takes ${listed(needed)}, and the node gives ${names}: which goes where cannot be told.`
}

function compareResults(blank: WitType | null, fn: WitType | null): 'same' | 'converts' | 'differs' {
  if (blank === null || fn === null) return blank === fn ? 'same' : 'differs'
  if (sameType(blank, fn)) return 'same'
  return wireBetween(valueOf(fn), valueOf(blank)).kind === 'refused' ? 'differs' : 'converts'
}

/** What leaves by `out`. */
function valueOf(result: WitType): PortType {
  if (result.kind === 'option') return result.some
  return result.kind === 'result' ? (result.ok ?? { kind: 'unit' }) : result
}

function misfit(reason: string): Fit {
  return { kind: 'misfit', reason }
}
