import type { Directive } from '../../shared/directive/schema.ts'
import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import { fillBlank, type Filled } from '../../shared/resolve/fill-blank.ts'
import { aliasFor } from '../document/commands/add-node.ts'
import { type CatalogueEntry, groupsOf } from '../library/catalogue.ts'
import { componentOf } from '../library/library-store.ts'

export interface FittingFunction {
  readonly entry: CatalogueEntry
  readonly filled: Extract<Filled, { kind: 'filled' }>
}

/** The functions of the library that may fill a blank node, closest first; null while its signature cannot be read. */
export function fittingFunctions(
  document: Directive, flow: string, node: string, packages: readonly LibraryPackage[],
): readonly FittingFunction[] | null {
  const fill = fillBlank(document, { flow, node }, componentOf)
  if (fill === null) return null
  const found = groupsOf(packages).flatMap(({ entries }) => entries).flatMap((entry): readonly FittingFunction[] => {
    const { kind } = entry
    if (kind.kind !== 'function') return []
    const fn = componentOf(kind.ref.digest)?.functions.find(({ path }) => path === kind.path)
    if (fn === undefined) return []
    const filled = fill({ alias: aliasFor(document.packages, kind.ref, kind.alias).alias, ref: kind.ref, fn })
    return filled.kind === 'filled' ? [{ entry, filled }] : []
  })
  return found.sort((one, other) => distanceOf(one) - distanceOf(other))
}

const RESULTS = { same: 0, converts: 1, differs: 2 } as const

/** First how near the result is, then how many parameters are called otherwise, then how many options are beside. */
function distanceOf({ entry, filled: { renamed, result } }: FittingFunction): number {
  return RESULTS[result] * 10_000 + renamed.size * 100 + entry.inputs.length
}
