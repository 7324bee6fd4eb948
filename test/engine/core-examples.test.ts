import { expect, it } from 'vitest'
import { ran } from '../../shared/engine/flow.test-support.ts'
import type { Firing } from '../../shared/engine/types.ts'
import { resolveDirective } from '../../shared/resolve/resolve.ts'
import { clippedJson } from '../../shared/wit/json-form.ts'
import { coreExampleFlow, givenExamples, toldExamples } from '../contract/core-examples.ts'

it('every example of a core node gives what it says', async () => {
  const { flows, problems } = resolveDirective(coreExampleFlow(), () => undefined)
  expect(problems).toEqual([])
  const { firings } = await ran(flows.get('examples')!, {}, { event: 'null' })
  expect(givenExamples({ firings: firings.map(traced) })).toEqual(toldExamples())
})

function traced({ node, fired }: Firing) {
  const outputs = fired.map(([port, value]) => [port, clippedJson(value, node.outputs.get(port)!, 10_000)] as const)
  return { node: node.id, outputs: Object.fromEntries(outputs) }
}
