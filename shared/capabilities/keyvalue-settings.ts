import { z } from '../zod.ts'
import type { KeyvalueAsk } from './keyvalue-ask.ts'

export const KeyvalueSchema = z.strictObject({
  stores: z.array(z.string().min(1).max(64)).min(1).max(100).optional().meta({
    title: 'Stores',
    description: 'The names that it may open. Only “default” when empty.',
  }),
  scope: z.enum(['application', 'node']).optional().meta({
    title: 'Shared by',
    description: 'All nodes of the application that open the same store, or this node alone.',
    default: 'application',
  }),
  readOnly: z.boolean().optional().meta({ title: 'Read only', description: 'Whether writing is refused.' }),
})
export type KeyvalueSettings = z.output<typeof KeyvalueSchema>

/** Why a grant does not let a node do something; null when it does. */
export function keyvalueRefusal(
  { store, op }: KeyvalueAsk, node: string, { stores = ['default'], readOnly = false }: KeyvalueSettings,
): string | null {
  if (!stores.includes(store)) return `The node ${node} is not granted the store ${store}.`
  return readOnly && op !== 'get' && op !== 'list' ? `The node ${node} may only read from its stores.` : null
}
