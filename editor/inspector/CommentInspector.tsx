import { commentText, MAX_COMMENT, setCommentText } from '../document/comments.ts'
import { commit, endGroup } from '../document/document-store.ts'
import type { Node } from '../../shared/directive/schema.ts'
import fields from '../ui/Field.module.css'
import { TextField } from '../ui/TextField.tsx'
import css from './FlowInspector.module.css'

interface CommentInspectorProps {
  readonly flow: string
  readonly id: string
  readonly node: Extract<Node, { core: string }>
}

/** A comment has nothing but its text. */
export function CommentInspector({ flow, id, node }: CommentInspectorProps) {
  return (
    <div className={css.form}>
      <div>
        <div className={fields.label}>Comment</div>
        <TextField
          label="Comment"
          lines
          value={commentText(node)}
          placeholder="What others should know about this part of the flow"
          check={(text) => (text.length > MAX_COMMENT ? `A comment has at most ${MAX_COMMENT} characters.` : null)}
          onChange={(text) => commit(setCommentText(flow, id, text), 'Write a comment', `comment:${id}`)}
          onDone={endGroup}
        />
        <p className={fields.help}>It stands on the canvas and in the directive. No run knows of it.</p>
      </div>
    </div>
  )
}
