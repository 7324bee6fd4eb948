import { FAILURE_TYPE, outputsOf } from '../wit/ports.ts'
import type { PortType } from '../wit/types.ts'
import type { CoreSignature } from './definition.ts'

const FAILED_ONLY: ReadonlyMap<string, PortType> = new Map([['failed', FAILURE_TYPE]])

/** The output ports of a core node, in the order to be drawn. */
export function coreOutputs({ result }: CoreSignature): ReadonlyMap<string, PortType> {
  return result === 'never' ? FAILED_ONLY : outputsOf(result)
}
