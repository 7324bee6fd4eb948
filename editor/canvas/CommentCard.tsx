import { useState } from 'react'
import type { Node } from '../../shared/directive/schema.ts'
import { commentText, MAX_COMMENT, setCommentText } from '../document/comments.ts'
import { commit, endGroup } from '../document/document-store.ts'
import { currentFlow } from '../session/session-store.ts'
import css from './CommentCard.module.css'

interface CommentCardProps {
  readonly id: string
  readonly node: Extract<Node, { core: string }>
  readonly selected: boolean
}

/** A note on the canvas, written where it stands. */
export function CommentCard({ id, node, selected }: CommentCardProps) {
  const [writing, setWriting] = useState(false)
  const text = commentText(node)
  const done = () => {
    endGroup()
    setWriting(false)
  }
  return (
    <div
      className={css.note}
      data-selected={selected}
      onDoubleClick={(event) => {
        event.stopPropagation()
        setWriting(true)
      }}
    >
      {writing ? (
        <textarea
          className={`${css.text} nodrag nowheel nopan`}
          value={text}
          aria-label="Comment"
          maxLength={MAX_COMMENT}
          autoFocus
          onFocus={({ target }) => target.setSelectionRange(text.length, text.length)}
          onChange={({ target }) => commit(setCommentText(currentFlow(), id, target.value), 'Write a comment', `comment:${id}`)}
          onBlur={done}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) event.currentTarget.blur()
          }}
        />
      ) : (
        <p className={css.text} data-empty={text === ''}>
          {text === '' ? 'Double-click to write' : text}
        </p>
      )}
    </div>
  )
}
