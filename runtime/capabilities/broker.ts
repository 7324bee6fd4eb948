import { CAPABILITIES } from '../../shared/capabilities/catalogue.ts'
import type { Answer, Ask } from '../../shared/capabilities/ask.ts'
import type { Directive } from '../../shared/directive/schema.ts'
import type { ConfigValues } from '../deployments/config-values.ts'

/** Who asks: a node of a deployment. */
export interface Asker {
  readonly app: string
  readonly flow: string
  readonly node: string
  /** The value of a variable that the application declares, secrets included. Null where it has none. */
  secret(variable: string): string | null
}

/** Does what one capability is for. `settings` are those of the asker's grant. */
export type Does<A extends Ask> = (what: A, asker: Asker, settings: never) => Promise<Answer>

export type Doers = { readonly [C in Ask['capability']]?: Does<Extract<Ask, { capability: C }>> }

/** Answers what the components of one deployment ask for, if the directive grants it. */
export interface Broker {
  /** `what` comes from a process that runs strangers' code: nothing in it is trusted. */
  ask(flow: string, node: string, what: Ask): Promise<Answer>
}

export function createBroker(app: string, directive: Directive, doers: Doers, config: ConfigValues): Broker {
  function secret(variable: string): string | null {
    const declared = Object.hasOwn(directive.config ?? {}, variable) ? directive.config?.[variable] : undefined
    if (declared === undefined) return null
    return config(variable) ?? (typeof declared.default === 'string' ? declared.default : null)
  }

  return {
    async ask(flow, node, what) {
      const grant = directive.flows[flow]?.nodes[node]?.grant?.find(({ capability }) => capability === what.capability)
      const settings = CAPABILITIES.get(what.capability)?.settings.safeParse(grant?.with ?? {})
      const does = doers[what.capability] as Does<Ask> | undefined
      if (grant === undefined || settings?.success !== true || does === undefined) {
        const message = `The node ${node} has no grant for ${what.capability}.`
        return { ok: false, kind: 'refused', reason: 'no-grant', message }
      }
      try {
        return await does(what, { app, flow, node, secret }, settings.data as never)
      } catch (error) {
        return { ok: false, kind: 'failed', message: error instanceof Error ? error.message : String(error) }
      }
    },
  }
}
