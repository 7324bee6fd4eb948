import type { z } from 'zod'
import type { Method, Notification, Notifications, Params, Result } from '../../shared/protocol/messages.ts'
import type { Services } from './services.ts'

/** The editor at the other end of a socket; a script that posts has none. */
export interface Connection {
  notify<N extends Notification>(notification: N, params: Notifications[N]): void
  /** What to undo when the socket closes, by name: a second one under the same name ends the first. */
  readonly subscriptions: Map<string, () => void>
}

export interface MethodHandler<M extends Method> {
  readonly params: z.ZodType<Params<M>>
  handle(params: Params<M>, services: Services, connection: Connection | null): Promise<Result<M>> | Result<M>
}

export type MethodHandlers<M extends Method> = { readonly [Name in M]: MethodHandler<Name> }
