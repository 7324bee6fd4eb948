import { z } from '../zod.ts'
import { DECODE_LIMITS } from '../wit/decode/limits.ts'
import type { BindingPlan, Linked, PlanType } from './plan.ts'

const name = z.string().max(1_024)
const place = z.int().nonnegative()
const placeOrNull = place.nullable()
const field = z.strictObject({ name, type: place })

const type = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['bool', 's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'f32', 'f64', 'char', 'string']),
  }),
  z.strictObject({ kind: z.literal('list'), item: place }),
  z.strictObject({ kind: z.literal('option'), some: place }),
  z.strictObject({ kind: z.literal('result'), ok: placeOrNull, err: placeOrNull }),
  z.strictObject({ kind: z.literal('tuple'), items: z.array(place) }),
  z.strictObject({ kind: z.literal('record'), fields: z.array(field) }),
  z.strictObject({ kind: z.literal('variant'), cases: z.array(z.strictObject({ name, type: placeOrNull })) }),
  z.strictObject({ kind: z.literal('enum'), cases: z.array(name) }),
  z.strictObject({ kind: z.literal('flags'), flags: z.array(name).max(32) }),
  z.strictObject({ kind: z.enum(['own', 'borrow']), resource: place }),
])

const coreItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('export'), instance: place, name }),
  z.strictObject({ kind: z.literal('made'), func: place }),
])
const coreItemOrNull = coreItem.nullable()
const options = z.strictObject({
  encoding: z.enum(['utf8', 'utf16', 'latin1+utf16']),
  memory: coreItemOrNull,
  realloc: coreItemOrNull,
  postReturn: coreItemOrNull,
})
const funcType = z.strictObject({ params: z.array(field), result: placeOrNull })
const resourceStep = z.strictObject({
  kind: z.enum(['resource-new', 'resource-drop', 'resource-rep']), resource: place, within: place,
})

const step = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('instantiate'), module: place, with: z.array(z.strictObject({ name, instance: place })),
  }),
  z.strictObject({ kind: z.literal('bundle'), items: z.array(z.strictObject({ name, item: coreItem })) }),
  z.strictObject({ kind: z.literal('lower'), func: place, within: place, options }),
  resourceStep,
  z.strictObject({ kind: z.literal('import'), instance: name.nullable(), name, type: funcType }),
  z.strictObject({ kind: z.literal('lift'), core: coreItem, within: place, options, type: funcType }),
])

const resource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('imported'), instance: name.nullable(), name }),
  z.strictObject({ kind: z.literal('defined'), within: place, destructor: coreItemOrNull }),
])

const plan = z.strictObject({
  types: z.array(type).max(100_000),
  modules: z.array(z.string().regex(/^component\.core\d*\.wasm$/)).max(100_000),
  resources: z.array(resource).max(100_000),
  steps: z.array(step).max(1_000_000),
  exports: z.array(z.strictObject({ instance: name.nullable(), name, func: place })).max(100_000),
  exportedResources: z.array(z.strictObject({ instance: name.nullable(), name, resource: place })).max(100_000),
  left: z.array(z.strictObject({ instance: name.nullable(), name, reason: z.string().max(1_024) })).max(100_000),
  instances: z.int().min(1).max(1_000_000),
})

const linked = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('linked'), plan }),
  z.strictObject({ kind: z.literal('unsupported'), reason: z.string().max(1_024) }),
])

/**
 * What `json` says of linking. Nothing in it is trusted: it comes from a process that handled a stranger's binary. Its
 * form is checked here and what its types weigh; that places are there when they are used, `createBinding` checks.
 *
 * @throws Error when it is not of that form, or a type mentions itself or one that is not there, or is a giant tree.
 */
export function reviveLinked(json: unknown): Linked {
  const parsed = linked.safeParse(json)
  if (!parsed.success) throw new Error(`This says not how to link a component: ${z.prettifyError(parsed.error)}`)
  if (parsed.data.kind === 'linked') checkTypes(parsed.data.plan)
  return parsed.data
}

/** Types stand behind the ones inside them. A function may mention as many as the decoder lets it. */
function checkTypes({ types, steps }: BindingPlan): void {
  const { typeNodes, typeDepth } = DECODE_LIMITS
  const weights: { readonly nodes: number; readonly depth: number }[] = []
  const weigh = (places: readonly number[]): { readonly nodes: number; readonly depth: number } => {
    let nodes = 1
    let depth = 0
    for (const place of places) {
      const inner = weights[place]
      if (inner === undefined)
        throw new Error(`A plan mentions the type ${place}, where only ${weights.length} are known`)
      nodes += inner.nodes
      depth = Math.max(depth, inner.depth)
    }
    return { nodes: Math.min(nodes, typeNodes + 1), depth: depth + 1 }
  }
  for (const type of types) weights.push(weigh(innerPlaces(type)))
  for (const step of steps) {
    if (step.kind !== 'lift' && step.kind !== 'import') continue
    const { params, result } = step.type
    const { nodes, depth } = weigh([...params.map((param) => param.type), ...(result === null ? [] : [result])])
    if (nodes > typeNodes || depth > typeDepth + 1) throw new Error('The type of a function in a plan is too large')
  }
}

function innerPlaces(each: PlanType): readonly number[] {
  switch (each.kind) {
    case 'list': return [each.item]
    case 'option': return [each.some]
    case 'result': return [each.ok, each.err].filter((inner) => inner !== null)
    case 'tuple': return each.items
    case 'record': return each.fields.map((one) => one.type)
    case 'variant': return each.cases.map((one) => one.type).filter((inner) => inner !== null)
    default: return []
  }
}
