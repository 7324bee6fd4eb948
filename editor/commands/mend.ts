import type { Problem } from '../../shared/directive/problem.ts'
import { parsePath } from '../../shared/directive/path.ts'
import { CORES } from '../../shared/nodes/catalogue.ts'
import { connectThrough } from '../document/commands/add-node.ts'
import { commit, currentDocument } from '../document/document-store.ts'
import { offerGrant } from '../grants/grant-commands.ts'
import type { WireEnd } from '../document/wires.ts'
import { wiresOf } from '../document/wires.ts'
import { select, useSessionStore } from '../session/session-store.ts'

/** What one press can do about a problem; null where a person has to think. */
export function offerMend({ offer, grant, place }: Problem): { readonly label: string; readonly run: () => void } | null {
  const core = CORES.get(offer?.node ?? '')
  const { flow, node, input } = place
  if (grant !== undefined && flow !== undefined && node !== undefined) return offerGrant({ flow, node }, grant)
  if (offer === undefined || core === undefined || flow === undefined || node === undefined || input === undefined)
    return null
  return {
    label: `Put “${core.label}” between`,
    run: () => {
      const wire = wiresOf(currentDocument().flows[flow] ?? { nodes: {} }).find(({ to }) => isAt(to, node, input))
      if (wire === undefined) return
      const view = currentDocument().view?.[flow]
      const from = view?.[parsePath(wire.path)?.node ?? ''] ?? { x: 0, y: 0 }
      const to = view?.[node] ?? from
      const at = { x: (from.x + to.x) / 2, y: Math.max(from.y, to.y) + 120 }
      const added = connectThrough(
        currentDocument(),
        flow,
        wire.path,
        wire.to,
        { kind: 'core', name: offer.node, settings: offer.with ?? {} },
        offer.input,
        at,
      )
      commit(added.edit, 'Convert')
      if (useSessionStore.getState().flow === flow) select([added.node])
    },
  }
}

function isAt(to: WireEnd, node: string, input: string): boolean {
  return to.kind === 'input' && to.node === node && [to.input, ...to.members].join('.') === input
}
