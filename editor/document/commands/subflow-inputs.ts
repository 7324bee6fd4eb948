import type { Binding, Node } from '../../../shared/directive/schema.ts'
import { printType } from '../../../shared/wit/print.ts'
import { sameType } from '../../../shared/wit/same-type.ts'
import type { PortType } from '../../../shared/wit/types.ts'
import { fromPaths, mapAfter } from '../binding-tree.ts'
import type { WireEnd } from '../wires.ts'
import { type Drawn, freshName, isIn } from './subflow-border.ts'

export interface InputMade {
  readonly name: string
  /** Its sources outside: several are a merge. */
  readonly paths: readonly string[]
  /** As WIT. */
  readonly type: string
}

interface Inputs {
  readonly list: readonly InputMade[]
  /** What the nodes waited for outside: now the call does. */
  readonly after: readonly (string | string[])[]
  readonly nodes: Readonly<Record<string, Node>>
}

interface Found {
  readonly name: string
  readonly paths: readonly string[]
  readonly targets: (PortType | null)[]
}

type InputEnd = Extract<WireEnd, { kind: 'input' }>

/** What comes in from outside, and the chosen nodes as they take it from the trigger. */
export function inputsOf(
  chosen: readonly (readonly [string, Node])[], ids: ReadonlySet<string>, trigger: string, drawn: Drawn,
): Inputs {
  const found = new Map<string, Found>()
  const names = new Set<string>()
  const inputFor = (paths: readonly string[], end: InputEnd): string => {
    const key = paths.join(' ')
    const known = found.get(key)
    const name = known?.name ?? freshName(end.members.findLast((member) => !/^\d/.test(member)) ?? end.input, names)
    if (known === undefined) found.set(key, { name, paths, targets: [drawn.targetType(end)] })
    else known.targets.push(drawn.targetType(end))
    return `${trigger}.out.${name}`
  }
  const after: (string | string[])[] = []
  const waits = new Set<string>()
  const nodes = Object.fromEntries(chosen.map(([id, node]) => {
    for (const entry of node.after ?? []) {
      const key = JSON.stringify(entry)
      if (isIn(ids, [entry].flat()[0] as string) || waits.has(key)) continue
      waits.add(key)
      after.push(entry)
    }
    const bound = Object.entries(node.in ?? {}).map(([input, binding]) =>
      [input, inner(binding, { kind: 'input', node: id, input, members: [] })] as const)
    const { in: _, after: __, ...rest } = node
    const stays = mapAfter(node.after ?? [], (path) => (isIn(ids, path) ? path : null))
    const value = { ...rest, ...(bound.length > 0 && { in: Object.fromEntries(bound) }), ...(stays && { after: stays }) }
    return [id, value as Node]
  }))

  function inner(binding: Binding, end: InputEnd): Binding {
    if ('from' in binding) {
      const paths = [binding.from].flat()
      const outside = paths.filter((path) => !isIn(ids, path))
      if (outside.length === 0) return binding
      const input = inputFor(outside, end)
      return fromPaths([input, ...paths.filter((path) => isIn(ids, path))]) as Binding
    }
    const at = (member: string) => ({ ...end, members: [...end.members, member] })
    if ('record' in binding) {
      const fields = Object.entries(binding.record).map(([name, field]) => [name, inner(field, at(name))] as const)
      return { record: Object.fromEntries(fields) }
    }
    if ('list' in binding) return { list: binding.list.map((item, index) => inner(item, at(String(index)))) }
    return binding
  }

  const list = [...found.values()].map(({ name, paths, targets }): InputMade =>
    ({ name, paths, type: printType(typeOf(targets, paths.map(drawn.sourceType))) }))
  return { list, after, nodes }
}

export function bindingsOf(inputs: readonly InputMade[]): Readonly<Record<string, Binding>> {
  return Object.fromEntries(inputs.map(({ name, paths }) => [name, fromPaths(paths) as Binding]))
}

const JSON_TYPE: PortType = { kind: 'known', name: 'json' }

/** What all who take it want, else what all sources give; JSON takes everything. */
function typeOf(targets: readonly (PortType | null)[], sources: readonly (PortType | null)[]): PortType {
  return common(targets) ?? common(sources) ?? JSON_TYPE
}

function common(types: readonly (PortType | null)[]): PortType | null {
  const [first] = types
  if (first == null || OPEN.has(first.kind)) return null
  return types.every((type) => type !== null && sameType(type, first)) ? first : null
}

/** Types that no input of a flow can have. */
const OPEN: ReadonlySet<PortType['kind']> = new Set(['any', 'var', 'unit', 'unusable'])
