import { useMemo } from 'react'
import { CAPABILITIES } from '../../shared/capabilities/catalogue.ts'
import type { Node } from '../../shared/directive/schema.ts'
import { useSessionStore } from '../session/session-store.ts'
import { Icon } from '../ui/Icon.tsx'
import css from './GrantBadge.module.css'

/** On the lower edge of a node that holds grants: what it may do, and in previews that nothing outside is touched. */
export function GrantBadge({ grant }: { readonly grant: NonNullable<Node['grant']> }) {
  const isPreview = useSessionStore(({ shows }) => shows === 'preview')
  const held = useMemo(() => grant.flatMap(({ capability }) => CAPABILITIES.get(capability) ?? []), [grant])
  if (held.length === 0) return null
  const simulated = isPreview ? held.flatMap((each) => each.simulated ?? []) : []
  const names = held.map(({ label }) => label).join(', ')
  return (
    <span
      className={css.badge}
      data-simulated={simulated.length > 0}
      data-tip={`May use: ${names}`}
      data-tip-more={simulated.length > 0 ? `Simulated: nothing outside is touched. ${simulated.join(' ')}` : held.map(({ help }) => help).join(' ')}
    >
      {held.map(({ name, icon }) => <Icon key={name} name={icon} size={11} />)}
      {held.length === 1 ? names : <span className="visually-hidden">{names}</span>}
      {simulated.length > 0 && <em>simulated</em>}
    </span>
  )
}
