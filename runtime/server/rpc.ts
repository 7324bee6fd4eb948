import type { z } from 'zod'
import { explainIssue } from '../../shared/directive/explain.ts'
import { problem, ProblemError, type Problem } from '../../shared/directive/problem.ts'
import { findJsonHazard } from '../../shared/json/hazard.ts'
import type { Method } from '../../shared/protocol/messages.ts'
import type { Connection, MethodHandler, MethodHandlers } from './method.ts'
import { appsMethods } from './methods/apps.ts'
import { deploymentMethods } from './methods/deployments.ts'
import { draftMethods } from './methods/drafts.ts'
import { galleryMethods } from './methods/gallery.ts'
import { helloMethods } from './methods/hello.ts'
import { libraryMethods } from './methods/library.ts'
import { runMethods } from './methods/runs.ts'
import { INTERNAL_ERROR, METHOD_NOT_FOUND, refusedFor, RpcError } from './rpc-error.ts'
import type { Services } from './services.ts'

const METHODS: MethodHandlers<Method> = {
  ...helloMethods,
  ...libraryMethods,
  ...galleryMethods,
  ...appsMethods,
  ...draftMethods,
  ...deploymentMethods,
  ...runMethods,
}

/** The same for sockets and scripts. Rejects with `RpcError` only; a bug of ours goes to `onBug`. */
export async function callMethod(
  method: string,
  params: unknown,
  services: Services,
  connection: Connection | null,
  onBug: (error: unknown) => void,
): Promise<unknown> {
  if (!Object.hasOwn(METHODS, method))
    throw new RpcError(METHOD_NOT_FOUND, `There is no method ${JSON.stringify(method)}.`)
  const handler = METHODS[method as Method] as MethodHandler<Method>
  const hazard = findJsonHazard(params ?? {})
  if (hazard !== null) throw refusedFor([problem('bad-params', {}, hazard.message, 'Take it out.')])
  const read = handler.params.safeParse(params ?? {}, { reportInput: true })
  if (!read.success) throw refusedFor(problemsOf(read.error, handler.params, method, params))
  try {
    return await handler.handle(read.data, services, connection)
  } catch (error) {
    throw asRpcError(error, onBug)
  }
}

export function asRpcError(error: unknown, onBug: (error: unknown) => void): RpcError {
  if (error instanceof RpcError) return error
  if (error instanceof ProblemError) return refusedFor(error.problems)
  onBug(error)
  return new RpcError(INTERNAL_ERROR, 'The runtime failed over this; its log says why.')
}

function problemsOf(error: z.ZodError, schema: z.ZodType, method: string, root: unknown): readonly Problem[] {
  const nameOf = (path: readonly (string | number)[]) => (path.length === 0 ? `What ${method} takes` : path.join('.'))
  return error.issues
    .flatMap((issue) => explainIssue(issue, { schema, root, nameOf }))
    .map(({ path, message, mend }) =>
      problem(
        'bad-params',
        { pointer: path.map((part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('') },
        message,
        mend,
      ),
    )
}
