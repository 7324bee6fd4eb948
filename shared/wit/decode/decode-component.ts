import type { ComponentInfo } from '../component.ts'
import { runComponent } from './component.ts'
import { describe } from './describe.ts'
import type { DecodeLimits } from './limits.ts'
import { DECODE_LIMITS } from './limits.ts'
import { budgetOf } from './reader.ts'
import { openComponent } from './section.ts'

/**
 * What a component imports and exports, with the types of its functions, read from its own type, import, alias,
 * instance, component, canon and export sections ("Binary.md" of the component model). Core code is not looked at:
 * `checkLimits` in shared/admission does that, and goes first.
 *
 * @throws ComponentError for anything that is no component, is malformed or exceeds `limits`; nothing else.
 */
export function decodeComponent(bytes: Uint8Array, limits: DecodeLimits = DECODE_LIMITS): ComponentInfo {
  const budget = budgetOf(limits.items)
  const { end } = openComponent(bytes, budget)
  const definition = { of: 'component', at: 0, end, outer: null } as const
  const decoding = { bytes, limits, budget }
  return describe(runComponent(definition, decoding, 0, null), decoding)
}
