import { z } from 'zod'
import type { MethodHandlers } from '../method.ts'
import { notFound } from '../rpc-error.ts'

export const galleryMethods: MethodHandlers<'gallery.list' | 'gallery.open'> = {
  'gallery.list': {
    params: z.strictObject({}),
    handle: async (_, { gallery }) => ({ examples: await gallery.list() }),
  },
  'gallery.open': {
    params: z.strictObject({ example: z.string().max(200) }),
    async handle({ example }, { gallery, apps }) {
      const directive = await gallery.take(example)
      if (directive === null) throw notFound(`example ${example}`)
      return { app: await apps.create(directive) }
    },
  },
}
