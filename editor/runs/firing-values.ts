import type { TracedFiring, TracedValue } from '../../shared/runner/messages.ts'
import type { ResolvedBinding, ResolvedNode } from '../../shared/resolve/types.ts'
import type { PortType } from '../../shared/wit/types.ts'

export interface PortValue {
  readonly port: string
  readonly type: PortType
  readonly value: TracedValue
}

export interface FiringValues {
  /** The one that says most: what a sink took, else the first that left, else the first that came in. */
  readonly main: PortValue | null
  readonly inputs: readonly PortValue[]
  readonly outputs: readonly PortValue[]
}

/** What is known of a value whose port the drawing no longer has: its shape. */
const SHAPE: PortType = { kind: 'known', name: 'json' }

/** A firing's values with their types, in the order of the node's ports. `node` is the node as it is drawn now. */
export function firingValues(firing: TracedFiring, node: ResolvedNode | undefined): FiringValues {
  const values = {
    inputs: inOrder(firing.inputs, node?.inputs.map(({ name }) => name) ?? [], (port) => inputType(node, port)),
    outputs: inOrder(firing.outputs, [...(node?.outputs.keys() ?? [])], (port) => node?.outputs.get(port) ?? SHAPE),
  }
  return { ...values, main: mainOf(values, node) }
}

const TAKEN = { 'http-reply': 'body', debug: 'value', output: 'value' } as const

function mainOf({ inputs, outputs }: Omit<FiringValues, 'main'>, node: ResolvedNode | undefined): PortValue | null {
  const { action } = node ?? {}
  const taken = action?.kind === 'sink' ? inputs.find(({ port }) => port === TAKEN[action.sink]) : undefined
  return taken ?? outputs[0] ?? inputs[0] ?? null
}

function inputType(node: ResolvedNode | undefined, name: string): PortType {
  const input = node?.inputs.find((each) => each.name === name)
  if (input === undefined) return SHAPE
  return input.type.kind === 'any' || input.type.kind === 'var' ? boundType(input.binding) : input.type
}

/** An input that takes anything shows what comes in. */
function boundType(binding: ResolvedBinding | null): PortType {
  const [source] = binding?.kind === 'from' ? binding.sources : []
  return source?.type ?? SHAPE
}

type Traced = Readonly<Record<string, TracedValue>>

function inOrder(values: Traced, order: readonly string[], typeOf: (port: string) => PortType): readonly PortValue[] {
  const rank = (port: string) => (order.includes(port) ? order.indexOf(port) : order.length)
  const sorted = Object.entries(values).sort(([one], [other]) => rank(one) - rank(other))
  return sorted.map(([port, value]) => ({ port, value, type: typeOf(port) }))
}
