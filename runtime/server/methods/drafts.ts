import { z } from 'zod'
import { directiveFrom } from '../../../shared/directive/read.ts'
import { Id } from '../../../shared/directive/schema.ts'
import { RpcErrorCode } from '../../../shared/protocol/messages.ts'
import { DirectiveParam } from '../directive-param.ts'
import type { MethodHandlers } from '../method.ts'
import { notFound, RpcError } from '../rpc-error.ts'

export const draftMethods: MethodHandlers<'draft.get' | 'draft.save'> = {
  'draft.get': {
    params: z.strictObject({ app: Id }),
    async handle({ app }, { apps }) {
      const draft = await apps.draft(app)
      if (draft === null) throw notFound(`application ${app}`)
      return draft
    },
  },
  'draft.save': {
    params: z.strictObject({ app: Id, revision: z.int().min(0), directive: DirectiveParam }),
    async handle({ app, revision, directive }, { apps }) {
      const result = await apps.saveDraft(app, revision, directiveFrom(directive))
      if (result === null) throw notFound(`application ${app}`)
      if (!result.saved) {
        throw new RpcError(
          RpcErrorCode.STALE_REVISION,
          `The draft of ${app} was saved elsewhere: it has revision ${result.revision}, and this one was made from ${revision}. Load it anew.`,
        )
      }
      return { revision: result.revision }
    },
  },
}
