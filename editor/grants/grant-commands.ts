import { CAPABILITIES } from '../../shared/capabilities/catalogue.ts'
import type { Problem } from '../../shared/directive/problem.ts'
import type { Failure } from '../../shared/engine/types.ts'
import { showNode } from '../commands/inside-commands.ts'
import { addGrant } from '../document/commands/grants.ts'
import { commit, currentDocument, endGroup } from '../document/document-store.ts'
import type { NodeAt } from '../document/flow-uses.ts'
import { settingFields } from '../../shared/nodes/settings-form.ts'

export interface GrantOffer {
  readonly label: string
  readonly run: () => void
}

/** What one press grants; null for what nobody knows. What needs settings is shown, to be filled in. */
export function offerGrant(at: NodeAt, name: string): GrantOffer | null {
  const definition = CAPABILITIES.get(name)
  if (definition === undefined) return null
  const needsMore = settingFields(definition).some(({ required }) => required)
  return {
    label: `Grant “${definition.label}”${needsMore ? '…' : ''}`,
    run() {
      endGroup()
      commit(addGrant(currentDocument(), at, name), `Grant ${definition.label}`)
      if (needsMore) showNode(at)
    },
  }
}

/** What would let a node do what it failed at, if the drawing still lacks it. */
export function grantLacking(problems: readonly Problem[], { flow, node }: NodeAt, failure: Pick<Failure, 'kind' | 'message'>): string | null {
  if (failure.kind !== 'no-grant') return null
  const lacking = problems.flatMap(({ grant, place }) => (place.flow === flow && place.node === node ? (grant ?? []) : []))
  return lacking.find((name) => failure.message.endsWith(`: add ${name}`)) ?? null
}
