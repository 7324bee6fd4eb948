import { z } from 'zod'
import { Digest } from '../../../shared/directive/schema.ts'
import type { MethodHandlers } from '../method.ts'
import { notFound } from '../rpc-error.ts'
import type { Services } from '../services.ts'

export const libraryMethods: MethodHandlers<'library.list' | 'library.remove'> = {
  'library.list': {
    params: z.strictObject({}),
    handle: (_, { library }) => ({ packages: library.list() }),
  },
  'library.remove': {
    params: z.strictObject({ digest: Digest }),
    async handle({ digest }, services) {
      if (services.library.package(digest) === undefined) throw notFound(`package ${digest}`)
      await services.library.remove(digest, await appsWith(digest, services))
      return {}
    },
  },
}

/** Applications whose draft or live deployment needs the package. */
async function appsWith(digest: string, { apps, deployments }: Services): Promise<readonly string[]> {
  const needing: string[] = []
  for (const { app } of apps.list()) {
    const directives = [(await apps.draft(app))?.directive, deployments.live(app)?.directive]
    const needs = directives.some((directive) =>
      Object.values(directive?.packages ?? {}).some((one) => one.digest === digest),
    )
    if (needs) needing.push(app)
  }
  return needing
}
