import { ArrowDown, ArrowUp, Lock, X } from 'lucide-react'
import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import { addMiddleware, setMiddleware } from '../document/commands/middleware.ts'
import { commit, currentDocument } from '../document/document-store.ts'
import type { NodeAt } from '../document/flow-uses.ts'
import { aliasOf } from '../library/catalogue.ts'
import { IconButton } from '../ui/Button.tsx'
import fields from '../ui/Field.module.css'
import css from './SocketRows.module.css'
import type { Socket } from './sockets.ts'

/** What stands between a component and the host: for each import the packages that its calls pass, in their order. */
export function SocketRows({ at, sockets }: { readonly at: NodeAt; readonly sockets: readonly Socket[] }) {
  if (sockets.length === 0) return null
  return (
    <>
      <h4 className={css.heading} data-tip="A package between the component and the host sees and changes every call of an import.">
        Between it and the host
      </h4>
      <ul className={css.sockets} aria-label="Between it and the host">
        {sockets.map((socket) => <SocketRow key={socket.import} at={at} socket={socket} />)}
      </ul>
    </>
  )
}

function SocketRow({ at, socket: { import: name, filled, fitting } }: { readonly at: NodeAt; readonly socket: Socket }) {
  const aliases = filled.filter(({ operator }) => !operator).map(({ alias }) => alias)
  const laidDown = filled.filter(({ operator }) => operator)
  const put = (next: readonly string[], title: string) => commit(setMiddleware(currentDocument(), at, name, next), title)
  const swap = (index: number, other: number) =>
    put(aliases.with(index, aliases[other] ?? '').with(other, aliases[index] ?? ''), 'Change the order')
  return (
    <li className={css.socket} aria-label={name}>
      <code className={css.import} data-tip="The import that is filled" data-tip-code={name}>{name}</code>
      <ol>
        {aliases.map((alias, index) => (
          <li key={index} className={css.filler}>
            <span className={css.name}>{alias}</span>
            {aliases.length > 1 && (
              <>
                <IconButton label={`Move ${alias} up`} size="small" disabled={index === 0} onClick={() => swap(index, index - 1)}>
                  <ArrowUp size={13} />
                </IconButton>
                <IconButton
                  label={`Move ${alias} down`}
                  size="small"
                  disabled={index === aliases.length - 1}
                  onClick={() => swap(index, index + 1)}
                >
                  <ArrowDown size={13} />
                </IconButton>
              </>
            )}
            <IconButton label={`Take ${alias} out`} size="small" onClick={() => put(aliases.toSpliced(index, 1), `Take ${alias} out`)}>
              <X size={13} />
            </IconButton>
          </li>
        ))}
        {laidDown.map(({ alias, digest }) => (
          <li key={digest} className={css.filler} data-locked data-tip="Laid down by whoever runs this runtime">
            <Lock size={12} aria-label="Locked" /> <span className={css.name}>{alias}</span>
          </li>
        ))}
      </ol>
      {fitting.length > 0 && <Adder at={at} name={name} fitting={fitting} />}
    </li>
  )
}

interface AdderProps {
  readonly at: NodeAt
  readonly name: string
  readonly fitting: readonly LibraryPackage[]
}

function Adder({ at, name, fitting }: AdderProps) {
  return (
    <select
      className={fields.control}
      aria-label={`Put a package before ${name}`}
      value=""
      onChange={(event) => {
        const chosen = fitting.find(({ digest }) => digest === event.target.value)
        if (chosen === undefined) return
        const ref = { package: chosen.name, digest: chosen.digest }
        commit(addMiddleware(currentDocument(), at, name, ref, aliasOf(chosen.name)), `Put ${chosen.name} between`)
      }}
    >
      <option value="" disabled>Put a package between…</option>
      {fitting.map((each) => <option key={each.digest} value={each.digest}>{each.name}</option>)}
    </select>
  )
}
