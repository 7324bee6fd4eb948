import { FAILURE_TYPE, outputsOf } from '../wit/ports.ts'
import type { PortType } from '../wit/types.ts'
import type { CoreDefinition, CoreSignature } from './definition.ts'

const FAILED_ONLY: ReadonlyMap<string, PortType> = new Map([['failed', FAILURE_TYPE]])
const NO_PORTS: ReadonlyMap<string, PortType> = new Map()

/** The output ports of a core node, in the order to be drawn. */
export function coreOutputs({ work }: CoreDefinition, { result }: CoreSignature): ReadonlyMap<string, PortType> {
  if (work.kind === 'none') return NO_PORTS
  return result === 'never' ? FAILED_ONLY : outputsOf(result)
}
