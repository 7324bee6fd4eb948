import type { Directive } from '../directive/schema.ts'
import type { ComponentInfo } from '../wit/component.ts'
import type { ResolvedDirective } from './types.ts'

/** What a component's bytes say, by digest; undefined when the component is not at hand. Equal digests give one object. */
export type Components = (digest: string) => ComponentInfo | undefined

/** Looks up every name of a directive and says everything that is wrong with it, in the document's order. */
export declare function resolveDirective(directive: Directive, components: Components): ResolvedDirective
