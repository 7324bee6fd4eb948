import { z } from '../zod.ts'

const KIB = 1024
const MIB = 1024 * KIB

interface Limit {
  readonly default: number
  readonly min: number
  readonly max: number
  /** For the published schema and the editor. */
  readonly note: string
}

/** What keeps one component from taking what all others need, by the name under which it stands in the directive. */
export const LIMITS = {
  memoryBytes: {
    default: 64 * MIB, min: 64 * KIB, max: 1024 * MIB,
    note: 'All memories of an instance of the component together.',
  },
  liftBytes: { default: 16 * MIB, min: KIB, max: 256 * MIB, note: 'What the values of one call take when they leave the component.' },
  valueBytes: { default: 16 * MIB, min: KIB, max: 64 * MIB, note: 'One value that is put together on its way: of several wires, by a core node, for each item of a list.' },
  logBytes: { default: 64 * KIB, min: 0, max: MIB, note: 'What the node writes to one standard stream in a run; what is more is left out.' },
  runMs: { default: 60_000, min: 1, max: 86_400_000, note: 'How long a run may go on; calls that begin later fail.' },
  modules: { default: 500, min: 1, max: 5_000, note: 'Core modules of all components that the application uses.' },
} as const satisfies Readonly<Record<string, Limit>>

export type LimitName = keyof typeof LIMITS
export type Limits = Readonly<Record<LimitName, number>>
/** Those that may differ from node to node. */
export type NodeLimits = Pick<Limits, 'memoryBytes' | 'liftBytes' | 'valueBytes' | 'logBytes'>

const between = ({ min, max, note }: Limit) => z.int().min(min).max(max).optional().meta({ description: note })
const forNodes = {
  memoryBytes: between(LIMITS.memoryBytes),
  liftBytes: between(LIMITS.liftBytes),
  valueBytes: between(LIMITS.valueBytes),
  logBytes: between(LIMITS.logBytes),
}

export const NodeLimitsSchema = z.strictObject(forNodes)
export const LimitsSchema = z.strictObject({ ...forNodes, runMs: between(LIMITS.runMs), modules: between(LIMITS.modules) })

type Given = { readonly policy?: { readonly limits?: z.infer<typeof LimitsSchema> | undefined } | undefined }

export function limitsOf({ policy }: Given): Limits {
  const given = policy?.limits ?? {}
  const limits = Object.entries(LIMITS).map(([name, limit]) => [name, given[name as LimitName] ?? limit.default])
  return Object.fromEntries(limits) as Limits
}

export function nodeLimitsOf(limits: Limits, node: { readonly limits?: z.infer<typeof NodeLimitsSchema> | undefined } | undefined): NodeLimits {
  const own = node?.limits
  if (own === undefined) return limits
  const of = (name: keyof NodeLimits): number => own[name] ?? limits[name]
  return { memoryBytes: of('memoryBytes'), liftBytes: of('liftBytes'), valueBytes: of('valueBytes'), logBytes: of('logBytes') }
}

export function inMib(bytes: number): string {
  return bytes < MIB / 4 ? `${bytes.toLocaleString('en-US')} bytes` : `${Number((bytes / MIB).toFixed(2))} MiB`
}
