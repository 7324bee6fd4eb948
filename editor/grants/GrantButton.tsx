import { KeyRound } from 'lucide-react'
import type { Failure } from '../../shared/engine/types.ts'
import type { TracedFiring } from '../../shared/runner/messages.ts'
import { useResolvedStore } from '../document/resolved-store.ts'
import type { NodeAt } from '../document/flow-uses.ts'
import { Button } from '../ui/Button.tsx'
import { grantLacking, type GrantOffer, offerGrant } from './grant-commands.ts'

type Failed = Pick<Failure, 'kind' | 'message'>

export function useGrantOffer(at: NodeAt, failure: Failed | null): GrantOffer | null {
  const lacking = useResolvedStore(({ resolved }) => (failure === null ? null : grantLacking(resolved.problems, at, failure)))
  return lacking === null ? null : offerGrant(at, lacking)
}

/** Beside a failure for want of a grant: gives it. Nothing beside other failures. */
export function GrantButton({ at, failure }: { readonly at: NodeAt; readonly failure: Failed }) {
  const offer = useGrantOffer(at, failure)
  if (offer === null) return null
  return <Button size="small" icon={<KeyRound size={13} aria-hidden />} onClick={offer.run}>{offer.label}</Button>
}

/** Where the node stands that made a run fail: it may be inside of a flow that is used as a node. */
export function placeOfFailure(root: string, firings: readonly TracedFiring[], { node, message }: Failure): NodeAt {
  const flow = firings.findLast((firing) => firing.node === node && firing.failure?.message === message)?.flow
  return { flow: flow ?? root, node }
}
