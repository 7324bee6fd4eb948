import { ChevronDown, ChevronRight, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Json } from '../../shared/json/json.ts'
import { fold, typeMember } from '../session/session-store.ts'
import { Port } from './Port.tsx'
import css from './PortLine.module.css'
import type { Fold, InputRow, OutputRow } from './port-rows.ts'
import { useInputHelp } from './use-help.ts'

export function InputLine({ node, row }: { readonly node: string; readonly row: InputRow }) {
  const help = useInputHelp(node, row.handle)
  if (row.bound.kind === 'adder') return <MemberField node={node} handle={row.handle} side="input" depth={row.depth} />
  const missing = row.required && row.bound.kind === 'unbound' && row.depth === 0
  return (
    <li className={css.line} data-missing={missing}>
      <Port node={node} handle={row.handle} side="input" name={row.label} type={row.type} help={help} />
      <span className={css.indent} style={{ width: row.depth * 10 }} />
      <span className={css.name}>{row.label}</span>
      <FoldButton node={node} handle={row.handle} state={row.fold} name={row.label} shy />
      <BoundValue row={row} />
    </li>
  )
}

export function OutputLine({ node, row }: { readonly node: string; readonly row: OutputRow }) {
  if (row.role === 'adder') return <MemberField node={node} handle={row.handle} side="output" depth={0} />
  return (
    <li className={`${css.line} ${css.right}`} data-role={row.role} data-depth={Math.min(row.depth, 2)}>
      <FoldButton node={node} handle={row.handle} state={row.fold} name={row.label} shy={row.depth > 0} />
      <span className={css.name}>
        {row.prefix !== '' && <span className={css.prefix}>{row.prefix}</span>}
        {row.label}
      </span>
      <Port
        node={node}
        handle={row.handle}
        side="output"
        name={row.label}
        type={row.type}
        quiet={row.role === 'failed' || row.role === 'signal'}
      />
    </li>
  )
}

interface FoldButtonProps {
  readonly node: string
  readonly handle: string
  readonly state: Fold
  readonly name: string
  /** Shown only while the pointer is on the node. */
  readonly shy?: boolean
}

function FoldButton({ node, handle, state, name, shy = false }: FoldButtonProps) {
  if (state === 'none') return null
  const open = state !== 'closed'
  return (
    <button
      type="button"
      className={`${css.fold} nodrag`}
      data-shy={shy}
      aria-expanded={open}
      aria-label={open ? `Close ${name}` : `Open ${name} into its members`}
      onClick={() => fold(`${node}/${handle}`, !open)}
    >
      {open ? <ChevronDown size={12} /> : <ChevronRight size={12} />}
    </button>
  )
}

function BoundValue({ row }: { readonly row: InputRow }) {
  switch (row.bound.kind) {
    case 'value': return <span className={css.literal}>{literalText(row.bound.json)}</span>
    case 'config': return <span className={css.literal}>${row.bound.name}</span>
    case 'unbound': return row.required && row.depth === 0 ? <span className={css.wanted}>needed</span> : null
    case 'wired': case 'parts': case 'adder': return null
  }
}

/** The name of a JSON member that a wire is to be drawn from or to. */
function MemberField({
  node,
  handle,
  side,
  depth,
}: {
  readonly node: string
  readonly handle: string
  readonly side: 'input' | 'output'
  readonly depth: number
}) {
  const [name, setName] = useState('')
  const add = () => {
    if (name.trim() !== '') typeMember(`${node}/${handle}`, name.trim())
    setName('')
  }
  return (
    <li className={`${css.line} ${side === 'output' ? css.right : ''}`}>
      <span className={css.indent} style={{ width: depth * 10 }} />
      <form
        className={`${css.member} nodrag`}
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <Plus size={11} aria-hidden />
        <input
          value={name}
          placeholder="member"
          aria-label={`Member of ${handle}`}
          spellCheck={false}
          onChange={(event) => setName(event.target.value)}
          onBlur={add}
          onKeyDown={(event) => event.stopPropagation()}
        />
      </form>
    </li>
  )
}

function literalText(json: Json): string {
  return typeof json === 'string' && json.trim() !== '' ? json : JSON.stringify(json)
}
