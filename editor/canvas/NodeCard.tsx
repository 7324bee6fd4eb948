import { type NodeProps, useUpdateNodeInternals } from '@xyflow/react'
import { memo, useEffect } from 'react'
import type { Node } from '../../shared/directive/schema.ts'
import { PowerBadges } from '../grants/PowerBadges.tsx'
import { Icon } from '../ui/Icon.tsx'
import { isComment } from '../document/comments.ts'
import { CommentCard } from './CommentCard.tsx'
import { AFTER_HANDLE } from './handle-id.ts'
import { InputLine, OutputLine } from './PortLine.tsx'
import { NodeBadges } from './NodeBadges.tsx'
import { NodeValue } from './NodeValue.tsx'
import css from './NodeCard.module.css'
import { Port } from './Port.tsx'
import { InsideButton } from './InsideButton.tsx'
import { FireButton } from './FireButton.tsx'
import { callNotes } from './face.ts'
import { useDropTarget } from './drop-target-store.ts'
import { useDocumentNode, useFace, useNodeRows, useProblemsInside, useProblemsOf } from './use-node.ts'

export const NodeCard = memo(function NodeCard({ id, selected }: NodeProps) {
  const node = useDocumentNode(id)
  if (node === undefined) return null
  return isComment(node)
    ? <CommentCard id={id} node={node} selected={selected} />
    : <Card id={id} node={node} selected={selected} />
})

interface CardProps {
  readonly id: string
  readonly node: Node
  readonly selected: boolean
}

const AFTER_HELP = 'Wires that end here make the node wait until something has happened, without taking its value.'

function Card({ id, node, selected }: CardProps) {
  const face = useFace(id, node)
  const detail = [face.detail, ...callNotes(node)].filter((text) => text !== '').join(' · ')
  const { inputs, outputs, waits } = useNodeRows(id, node)
  const problems = useProblemsOf(id)
  const update = useUpdateNodeInternals()
  const lines = [...inputs, ...outputs].map((row) => row.handle).join(' ')
  useEffect(() => update(id), [id, lines, update])
  const failed = outputs.find((row) => row.handle === 'failed' && row.fold === 'none')
  const shown = outputs.filter((row) => row !== failed)
  const state = problems.some(({ severity }) => severity === 'error') ? 'bad' : problems.length > 0 ? 'warn' : 'fine'
  return (
    <div
      className={css.card}
      data-tone={face.tone}
      data-selected={selected}
      data-state={state}
      data-disabled={node.disabled === true}
      data-drop={useDropTarget(id)}
    >
      <div className={css.body}>
        <header className={css.head}>
          <span className={css.icon}>
            <Icon name={face.icon} size={16} />
          </span>
          <span className={css.title}>
            <span className={css.label}>{face.label}</span>
            {detail !== '' && <span className={css.detail}>{detail}</span>}
          </span>
          {'trigger' in node && node.trigger === 'manual' && <FireButton node={id} />}
          {face.tone === 'flow' && <InsideButton node={id} />}
          {face.tone !== 'trigger' && (
            <span className={css.after} data-used={waits}>
              <Port
                node={id}
                handle={AFTER_HANDLE}
                side="input"
                name="after"
                type={{ kind: 'unit' }}
                help={AFTER_HELP}
                quiet={!waits}
              />
            </span>
          )}
        </header>
        {(inputs.length > 0 || shown.length > 0) && (
          <div className={css.ports}>
            <ul>
              {inputs.map((row) => (
                <InputLine key={keyOf(row.handle, row.bound.kind === 'adder')} node={id} row={row} />
              ))}
            </ul>
            <ul>
              {shown.map((row) => (
                <OutputLine key={keyOf(row.handle, row.role === 'adder')} node={id} row={row} />
              ))}
            </ul>
          </div>
        )}
        <span className={css.afar} aria-hidden>
          <span>{face.label}</span>
        </span>
      </div>
      <NodeValue node={id} document={node} />
      {failed !== undefined && (
        <span className={css.failed}>
          <span className={css.failedName}>failed</span>
          <Port
            node={id}
            handle="failed"
            side="output"
            name="failed"
            type={failed.type}
            quiet
            help="What went wrong, when the node fails."
          />
        </span>
      )}
      <PowerBadges id={id} node={node} />
      <NodeBadges
        node={id}
        problems={problems}
        disabled={node.disabled === true}
        inside={useProblemsInside(node)}
        isFlow={'flow' in node}
      />
    </div>
  )
}

function keyOf(handle: string, isAdder: boolean): string {
  return isAdder ? `${handle} +` : handle
}
