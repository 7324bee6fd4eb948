import { z } from 'zod'
import { directiveFrom } from '../../../shared/directive/read.ts'
import { Id } from '../../../shared/directive/schema.ts'
import { deploymentOf } from '../app-summary.ts'
import { DirectiveParam } from '../directive-param.ts'
import type { MethodHandlers } from '../method.ts'
import { notFound } from '../rpc-error.ts'

type Name = 'deployments.deploy' | 'deployments.list' | 'deployments.activate' | 'deployments.stop'

export const deploymentMethods: MethodHandlers<Name> = {
  'deployments.deploy': {
    params: z.strictObject({ app: Id, directive: DirectiveParam }),
    async handle({ app, directive }, { apps, deployments, flowsUrl }) {
      if (!apps.has(app)) throw notFound(`application ${app}`)
      const deployed = await deployments.deploy(app, directiveFrom(directive))
      if (deployed === null) throw notFound(`application ${app}`)
      return deploymentOf(deployed, flowsUrl)
    },
  },
  'deployments.list': {
    params: z.strictObject({ app: Id }),
    async handle({ app }, { apps, deployments, flowsUrl, store }) {
      if (!apps.has(app)) throw notFound(`application ${app}`)
      const live = deployments.live(app)
      const stored = await store.ask('listDeployments', { app })
      return {
        deployments: stored.map((one) => live?.deployment === one.deployment
          ? deploymentOf(live, flowsUrl)
          : { app, ...one, state: 'stopped', reason: null, culprit: null, endpoints: [] }),
      }
    },
  },
  'deployments.activate': {
    params: z.strictObject({ app: Id, deployment: z.int().min(1) }),
    async handle({ app, deployment }, { apps, deployments, flowsUrl }) {
      if (!apps.has(app)) throw notFound(`application ${app}`)
      const deployed = await deployments.activate(app, deployment)
      if (deployed === null) throw notFound(`deployment ${deployment} of the application ${app}`)
      return deploymentOf(deployed, flowsUrl)
    },
  },
  'deployments.stop': {
    params: z.strictObject({ app: Id }),
    async handle({ app }, { apps, deployments }) {
      if (!apps.has(app)) throw notFound(`application ${app}`)
      await deployments.stop(app, 'go-on')
      return {}
    },
  },
}
