import { z } from 'zod'
import { Id } from '../../../shared/directive/schema.ts'
import type { Json } from '../../../shared/json/json.ts'
import { RpcErrorCode } from '../../../shared/protocol/messages.ts'
import { readRecording } from '../../../shared/runner/recording.ts'
import type { MethodHandlers } from '../method.ts'
import { notFound, RpcError } from '../rpc-error.ts'

type Name = 'runs.watch' | 'runs.unwatch' | 'runs.get' | 'trigger.fire'

export const runMethods: MethodHandlers<Name> = {
  'runs.watch': {
    params: z.strictObject({ app: Id, since: z.int().min(0).nullable() }),
    handle({ app, since }, { apps }, connection) {
      if (!apps.has(app)) throw notFound(`application ${app}`)
      const runs = apps.runs(app)
      const snapshot = runs.snapshot(since)
      if (connection !== null) {
        connection.subscriptions.get(`runs ${app}`)?.()
        const stop = runs.watch((delta) => {
          // What came between the last batch and the snapshot was in the snapshot.
          connection.notify('runs', { app, ...delta, rows: delta.rows.filter(({ seq }) => seq > snapshot.seq) })
        })
        connection.subscriptions.set(`runs ${app}`, stop)
      }
      return snapshot
    },
  },
  'runs.unwatch': {
    params: z.strictObject({ app: Id }),
    handle({ app }, _, connection) {
      connection?.subscriptions.get(`runs ${app}`)?.()
      connection?.subscriptions.delete(`runs ${app}`)
      return {}
    },
  },
  'runs.get': {
    params: z.strictObject({ app: Id, run: z.string().max(200) }),
    async handle({ app, run }, { apps }) {
      const found = apps.has(app) ? await apps.runs(app).get(run) : null
      if (found === null)
        throw notFound(
          `run ${run} of the application ${app} (the last 100 runs and the last 100 failed ones of a flow are kept)`,
        )
      const { recording } = found
      return { ...found, recording: recording === null ? null : readRecording(JSON.parse(recording)) }
    },
  },
  'trigger.fire': {
    params: z.strictObject({
      app: Id,
      flow: Id,
      trigger: Id,
      value: z.json().nullable() as unknown as z.ZodType<Json | null>,
    }),
    async handle({ app, flow, trigger, value }, { deployments }) {
      if (deployments.live(app) === null) {
        throw new RpcError(RpcErrorCode.UNAVAILABLE, `The application ${app} is not deployed. Deploy it first.`)
      }
      const fired = await deployments.fire(app, flow, trigger, value)
      switch (fired.kind) {
        case 'fired':
          return { run: fired.run }
        case 'unknown':
          throw notFound(`manual trigger ${trigger} in the flow ${flow} of what is deployed`)
        case 'busy':
          throw new RpcError(
            RpcErrorCode.UNAVAILABLE,
            `The trigger ${trigger} of the flow ${flow} takes no more runs while so many go on. Try again in a moment.`,
          )
      }
    },
  },
}
