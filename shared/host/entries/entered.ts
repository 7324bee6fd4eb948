import type { ComponentFunction } from '../../wit/component.ts'
import { entryOf } from '../../wit/entry.ts'
import type { Callee } from '../compiled.ts'
import type { Current } from '../surroundings.ts'
import type { HostLimits } from '../types.ts'
import type { Io } from '../wasi/io.ts'
import { asCommand } from './command.ts'
import { asHandler } from './handler.ts'

/** Where an instance runs. */
export interface Place {
  readonly current: Current
  readonly io: Io
  readonly limits: HostLimits
}

/** What the node's types call: the function itself, or one that brings handles and streams where the standard wants them. */
export function entered(fn: ComponentFunction, callee: Callee, place: Place): Callee {
  switch (entryOf(fn)) {
    case null: return callee
    case 'http-handler': return asHandler(callee, place)
    case 'command': return asCommand(callee, place)
  }
}
