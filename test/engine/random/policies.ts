import fc from 'fast-check'
import type { Policies } from '../../../shared/resolve/types.ts'

/** How a random node is called; `each` over its first input, where that takes a list. */
export const drawnPolicies = fc.record({
  each: fc.option(
    fc.record({ input: fc.constant(0), errors: fc.constantFrom('first' as const, 'collect' as const), concurrency: fc.integer({ min: 1, max: 3 }) }),
    { freq: 2 },
  ),
  retry: fc.option(fc.record({
    attempts: fc.integer({ min: 1, max: 3 }), delayMs: fc.constantFrom(0, 5), on: fc.constantFrom(null, ['err'], ['trap']),
    backoff: fc.constant('constant' as const), jitter: fc.constant(false),
  }), { freq: 4 }),
}) satisfies fc.Arbitrary<Policies>

/** How many of six calls trap. */
export const drawnTraps = fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, 2)
