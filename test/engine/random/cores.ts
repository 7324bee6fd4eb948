import fc from 'fast-check'
import type { TestNode } from '../../../shared/engine/flow.test-support.ts'
import type { Ports } from './ports.ts'

type CoreName = NonNullable<TestNode['core']>

/** Now and then a node of the engine's own instead of a function; its settings. */
export const drawnCore: fc.Arbitrary<{ readonly core: CoreName; readonly empty?: boolean } | null> =
  fc.constantFrom(...Array<null>(14).fill(null), { core: 'collect' }, { core: 'collect', empty: true }, { core: 'delay' })

export const CORE_PORTS: Readonly<Record<CoreName, Ports>> = { collect: { list: ['out'] }, delay: { number: ['out'] } }
