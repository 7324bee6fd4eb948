import type { BindFuncType, BindType } from './bind-type.ts'
import type { PlanFuncType, PlanType } from './plan.ts'

/** The shared graph that a plan's table of types describes. */
export function planTypes(types: readonly PlanType[]): readonly BindType[] {
  const made: BindType[] = []
  for (const type of types) made.push(unflatten(type, made))
  return made
}

export function planFuncType({ params, result }: PlanFuncType, types: readonly BindType[]): BindFuncType {
  return {
    params: params.map(({ name, type }) => ({ name, type: typeAt(types, type) })),
    result: result === null ? null : typeAt(types, result),
  }
}

function typeAt(types: readonly BindType[], index: number): BindType {
  const type = types[index]
  if (type === undefined) throw new Error(`the plan has no type ${index}`)
  return type
}

function unflatten(type: PlanType, made: readonly BindType[]): BindType {
  const inner = (index: number): BindType => typeAt(made, index)
  const innerOrNull = (index: number | null): BindType | null => (index === null ? null : inner(index))
  switch (type.kind) {
    case 'list': return { kind: 'list', item: inner(type.item) }
    case 'option': return { kind: 'option', some: inner(type.some) }
    case 'result': return { kind: 'result', ok: innerOrNull(type.ok), err: innerOrNull(type.err) }
    case 'tuple': return { kind: 'tuple', items: type.items.map(inner) }
    case 'record':
      return { kind: 'record', fields: type.fields.map((each) => ({ name: each.name, type: inner(each.type) })) }
    case 'variant':
      return { kind: 'variant', cases: type.cases.map((each) => ({ name: each.name, type: innerOrNull(each.type) })) }
    default: return type
  }
}
