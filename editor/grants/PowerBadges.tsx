import { Layers, Lock } from 'lucide-react'
import { useMemo } from 'react'
import type { Middleware } from '../../shared/capabilities/powers.ts'
import type { Node } from '../../shared/directive/schema.ts'
import { useResolvedNode } from '../canvas/use-node.ts'
import { GrantBadge } from './GrantBadge.tsx'
import css from './GrantBadge.module.css'

/** Below a node: what it may do, and what stands between its component and the host. */
export function PowerBadges({ id, node }: { readonly id: string; readonly node: Node }) {
  const action = useResolvedNode(id)?.action
  const middleware = action?.kind === 'function' ? action.powers.middleware : NONE
  if (node.grant === undefined && middleware.length === 0) return null
  return (
    <div className={css.badges}>
      {middleware.length > 0 && <MiddlewareBadge middleware={middleware} />}
      {node.grant !== undefined && <GrantBadge grant={node.grant} />}
    </div>
  )
}

const NONE: readonly Middleware[] = []

function MiddlewareBadge({ middleware }: { readonly middleware: readonly Middleware[] }) {
  const lines = useMemo(() => middleware.map(({ alias, import: name, operator }) =>
    `${alias} stands before ${name}${operator ? ', laid down by whoever runs this runtime' : ''}.`), [middleware])
  const [first, ...others] = middleware
  return (
    <span className={css.badge} data-tip="Between it and the host" data-tip-more={lines.join(' ')}>
      {first?.operator === true ? <Lock size={11} aria-hidden /> : <Layers size={11} aria-hidden />}
      <span className={css.name}>{first?.alias}</span>
      {others.length > 0 && ` +${others.length}`}
    </span>
  )
}
