import { z } from '../zod.ts'
import type { Current } from '../host/surroundings.ts'
import { environmentOf } from '../host/surroundings.ts'
import type { CapabilityDefinition } from './definition.ts'

/** More than what is written, because level and context come with it. */
const MAX_TEXT = 8 * 1024

export const logging: CapabilityDefinition = {
  name: 'wasi:logging/logging',
  label: 'Log',
  help: 'May write entries with a level and a context into the log of the run.',
  icon: 'scroll-text',
  settings: z.strictObject({}),
  interfaces: new Map([['wasi:logging/logging@0.1.0-draft', loggingOf]]),
  simulated: null,
  waits: [],
}

function loggingOf(current: Current) {
  return {
    log(level: string, context: string, message: string): void {
      const text = context === '' ? message : `${context}: ${message}`
      environmentOf(current).log({ stream: level === 'error' || level === 'critical' ? 'stderr' : 'stdout', text: `${level} ${text}`.slice(0, MAX_TEXT) })
    },
  }
}
