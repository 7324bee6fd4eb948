import { KeyRound, Lock, X } from 'lucide-react'
import { useMemo } from 'react'
import type { Node } from '../../shared/directive/schema.ts'
import type { ResolvedNode } from '../../shared/resolve/types.ts'
import { removeGrant } from '../document/commands/grants.ts'
import { commit, currentDocument } from '../document/document-store.ts'
import type { NodeAt } from '../document/flow-uses.ts'
import { Section } from '../inspector/Section.tsx'
import { componentOf, useLibraryStore } from '../library/library-store.ts'
import { operatorPolicy } from '../rpc/operator-policy.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { offerGrant } from './grant-commands.ts'
import { GrantForm } from './GrantForm.tsx'
import css from './MaySection.module.css'
import { SocketRows } from './SocketRows.tsx'
import { socketsOf } from './sockets.ts'
import { askedOf, importedBy, type MayDo, mayDo, wordsOf } from './may-do.ts'

interface MaySectionProps {
  readonly flow: string
  readonly id: string
  readonly node: Node
  readonly resolved: ResolvedNode
}

/** What a function node may do beyond computing: what its component asks for, and what of that it is granted. */
export function MaySection({ flow, id, node, resolved: { action } }: MaySectionProps) {
  const packages = useLibraryStore((state) => state.packages)
  const found = useMemo(() => {
    const info = action.kind === 'function' ? componentOf(action.digest) : undefined
    if (info === undefined || action.kind !== 'function') return null
    const { digest, powers } = action
    return {
      imported: importedBy(askedOf(info, powers, componentOf)),
      sockets: socketsOf(info, digest, powers.middleware, packages),
    }
  }, [action, packages])
  if (found === null) return null
  const { imported, sockets } = found
  const list = mayDo(node, imported)
  const at = { flow, node: id }
  return (
    <Section title="May do">
      {list.length > 0 && (
        <ul className={css.list} aria-label="What it may do">
          {list.map((each) => <Line key={`${each.index}/${each.definition.name}`} at={at} node={node} may={each} />)}
        </ul>
      )}
      {list.length === 0 && <p className={css.quiet}>Nothing but compute: its component asks for nothing that is granted.</p>}
      {imported.free.length > 0 && <p className={css.quiet}>Without a grant it has {wordsOf(imported.free)}.</p>}
      {imported.unknown.map((name) => (
        <p key={name} className={css.quiet}>Nothing provides <code>{name}</code> here: a call of it fails.</p>
      ))}
      <SocketRows at={at} sockets={sockets} />
    </Section>
  )
}

interface LineProps {
  readonly at: NodeAt
  readonly node: Node
  readonly may: MayDo
}

function Line({ at, node, may: { definition, index, used } }: LineProps) {
  const { name, label, help, icon, simulated } = definition
  const offer = offerGrant(at, name)
  const denied = operatorPolicy().deny?.includes(name) === true
  const grant = index === null ? undefined : node.grant?.[index]
  return (
    <li className={css.line} data-granted={grant !== undefined} aria-label={label}>
      <div className={css.head}>
        <span className={css.icon}><Icon name={icon} size={15} /></span>
        <span className={css.label} data-tip={label} data-tip-code={name}>{label}</span>
        {index === null && !denied && (
          <Button size="small" icon={<KeyRound size={13} aria-hidden />} aria-label={`Grant ${label}`} onClick={offer?.run}>
            Grant
          </Button>
        )}
        {index !== null && (
          <IconButton
            label={`Take ${label} away`}
            size="small"
            onClick={() => commit(removeGrant(currentDocument(), at, index), `Take ${label} away`)}
          >
            <X size={14} />
          </IconButton>
        )}
      </div>
      {denied && (
        <p className={css.denied}><Lock size={12} aria-hidden /> Whoever runs this runtime lets no node have it.</p>
      )}
      <p className={css.help}>{used ? help : 'Its component does not ask for it: the grant is not needed.'}</p>
      {grant !== undefined && index !== null && (
        <>
          <GrantForm at={at} index={index} definition={definition} grant={grant} />
          {simulated !== null && <p className={css.simulated}>Simulated in previews. {simulated}</p>}
        </>
      )}
    </li>
  )
}
