import { z } from 'zod'
import { Id } from '../../../shared/directive/schema.ts'
import { appNameFor } from '../../apps/app-name.ts'
import { appSummaries } from '../app-summary.ts'
import type { MethodHandlers } from '../method.ts'
import { notFound } from '../rpc-error.ts'

export const appsMethods: MethodHandlers<'apps.list' | 'apps.create' | 'apps.remove'> = {
  'apps.list': {
    params: z.strictObject({}),
    handle: (_, services) => ({ apps: appSummaries(services) }),
  },
  'apps.create': {
    params: z.strictObject({ label: z.string().trim().min(1).max(200) }),
    async handle({ label }, { apps }) {
      const name = appNameFor(label, () => false)
      return { app: await apps.create({ directive: 1, name, label, packages: {}, flows: { main: { nodes: {} } } }) }
    },
  },
  'apps.remove': {
    params: z.strictObject({ app: Id }),
    async handle({ app }, { apps, deployments }) {
      if (!apps.has(app)) throw notFound(`application ${app}`)
      await deployments.stop(app, 'end')
      await apps.remove(app)
      return {}
    },
  },
}
