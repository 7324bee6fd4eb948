import type { WitType } from '../wit/types.ts'

/** The type variable of nodes that take any one type. */
export const T: WitType = { kind: 'var', name: 'T' }

export const OPTION_OF_T: WitType = { kind: 'option', some: T }

export const LIST_OF_T: WitType = { kind: 'list', item: T }
