import { DECODE_LIMITS } from '../../wit/decode/limits.ts'
import { budgetOf } from '../../wit/decode/reader.ts'
import { openComponent } from '../../wit/decode/section.ts'
import type { Linked } from '../plan.ts'
import { runComponent } from './component.ts'
import type { PlanWriter } from './plan-writer.ts'
import { createPlanWriter, placeFunc } from './plan-writer.ts'
import type { LinkInstance } from './scope.ts'
import { Unsupported } from './unsupported.ts'

/**
 * Reads how a component is instantiated: what `decodeComponent`, which goes first, passes over. `nameOf` says under
 * which name a core module is going to be found.
 *
 * @throws ComponentError for what is malformed; nothing else.
 */
export function linkComponent(bytes: Uint8Array, nameOf: (module: Uint8Array) => string): Linked {
  const budget = budgetOf(DECODE_LIMITS.items)
  const plan = createPlanWriter()
  const { end } = openComponent(bytes, budget)
  try {
    const linking = { bytes, budget, maxNesting: DECODE_LIMITS.nesting, plan }
    placeExports(plan, runComponent({ of: 'component', at: 0, end, outer: null }, linking, 0, null))
  } catch (error) {
    if (error instanceof Unsupported) return { kind: 'unsupported', reason: error.message }
    throw error
  }
  const { types, resources, steps, exports, instances } = plan
  return { kind: 'linked', plan: { types, modules: plan.modules.map(nameOf), resources, steps, exports, instances } }
}

function placeExports(plan: PlanWriter, exports: LinkInstance): void {
  for (const [name, entity] of exports) {
    if (entity.sort === 'func') plan.exports.push({ instance: null, name, func: placeFunc(plan, entity.func) })
    else if (entity.sort === 'instance') {
      for (const [member, inside] of entity.instance) {
        if (inside.sort === 'func')
          plan.exports.push({ instance: name, name: member, func: placeFunc(plan, inside.func) })
      }
    }
  }
}
