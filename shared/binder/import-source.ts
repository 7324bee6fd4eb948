import type { Resource } from './abi/handles.ts'
import type { Callee } from './abi/lift.ts'

/** Where the imports of one instance come from. Names are spelled as the binary does, versions included. */
export interface ImportSource {
  /** `givesResult`: its type is a `result`, which goes undivided. What nobody provides is a function that refuses. */
  functionOf(instance: string | null, name: string, givesResult: boolean): Provided
  resourceOf(instance: string | null, name: string): ProvidedResource
}

export interface Provided {
  readonly callee: Callee
  /** Whether it may give a promise. */
  readonly waits: boolean
}

/** Objects of the host, or the numbers that another component chose for what it exports. */
export type ProvidedResource = Pick<Resource, 'isOne' | 'destroy'>

/** What a component exports fills another's imports of the same interface; the rest comes from `others`. */
export function filledBy(fills: ReadonlyMap<string, Exporter>, others: ImportSource): ImportSource {
  return {
    functionOf(instance, name, givesResult) {
      const filling = instance === null ? undefined : fills.get(instance)
      const callee = filling?.calleeOf(instance, name)
      if (filling === undefined || callee === undefined) return others.functionOf(instance, name, givesResult)
      return { callee, waits: filling.waits }
    },
    resourceOf(instance, name) {
      const filling = instance === null ? undefined : fills.get(instance)
      return filling?.resourceOf(instance, name) ?? others.resourceOf(instance, name)
    },
  }
}

/** A component instance, seen by who calls it. */
export interface Exporter {
  calleeOf(instance: string | null, name: string): Callee | undefined
  resourceOf(instance: string | null, name: string): ProvidedResource | undefined
  readonly waits: boolean
}
