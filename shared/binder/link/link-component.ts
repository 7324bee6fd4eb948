import { DECODE_LIMITS } from '../../wit/decode/limits.ts'
import { budgetOf } from '../../wit/decode/reader.ts'
import { openComponent } from '../../wit/decode/section.ts'
import type { Linked } from '../plan.ts'
import { runComponent } from './component.ts'
import type { PlanWriter } from './plan-writer.ts'
import { createPlanWriter, placeFunc } from './plan-writer.ts'
import type { LinkEntity, LinkInstance } from './scope.ts'
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
  const { types, resources, steps, exports, exportedResources, left, instances } = plan
  const modules = plan.modules.map(nameOf)
  return { kind: 'linked', plan: { types, modules, resources, steps, exports, exportedResources, left, instances } }
}

function placeExports(plan: PlanWriter, exports: LinkInstance): void {
  for (const [name, entity] of exports) {
    if (entity.sort === 'instance') for (const [member, inside] of entity.instance) placeExport(plan, name, member, inside)
    else placeExport(plan, null, name, entity)
  }
}

function placeExport(plan: PlanWriter, instance: string | null, name: string, entity: LinkEntity): void {
  if (entity.sort === 'func') {
    if (entity.func.kind === 'left') plan.left.push({ instance, name, reason: entity.func.reason })
    else plan.exports.push({ instance, name, func: placeFunc(plan, entity.func) })
  }
  if (entity.sort === 'type' && entity.type.kind === 'resource' && entity.type.resource !== null)
    plan.exportedResources.push({ instance, name, resource: entity.type.resource })
}
