import { z } from 'zod'
import { PROTOCOL_VERSION, RpcErrorCode } from '../../../shared/protocol/messages.ts'
import type { MethodHandlers } from '../method.ts'
import { RpcError } from '../rpc-error.ts'

export const helloMethods: MethodHandlers<'hello'> = {
  hello: {
    params: z.object({ protocol: z.number() }),
    handle({ protocol }, { build, flowsUrl, policy }) {
      if (protocol === PROTOCOL_VERSION) return { protocol, build, flowsUrl, policy }
      throw new RpcError(
        RpcErrorCode.WRONG_VERSION,
        `This editor speaks version ${protocol} of the protocol and the runtime version ${PROTOCOL_VERSION}. Load the page anew.`,
      )
    },
  },
}
