import type { Directive, Flow, Node } from '../directive/schema.ts'
import type { ComponentInfo } from '../wit/component.ts'
import { parseSignature } from '../wit/parse.ts'
import { resolveDirective } from './resolve.ts'
import type { Components } from './signature.ts'
import type { ResolvedDirective } from './types.ts'

// For tests: directives in a line a node, and components made of the signatures of their functions.

export const DIGEST = `sha256:${'0'.repeat(64)}`

export function componentOf(signatures: Readonly<Record<string, string>>): ComponentInfo {
  return {
    imports: [],
    functions: Object.entries(signatures).map(([path, signature]) => ({ path, instance: null, name: path, ...parseSignature(signature) })),
    unusable: [{ path: 'listen', reason: 'it takes a resource' }],
  }
}

/** The functions of the package `lib`, one for each kind of result. */
export const LIB = componentOf({
  upper: 'func(text: string) -> string',
  shout: 'func(text: string, times: option<u8>) -> string',
  add: 'func(a: s32, b: s32) -> s32',
  half: 'func(n: s32) -> result<s32, string>',
  find: 'func(text: string) -> option<u32>',
  compare: 'func(a: s32) -> variant { below(s32), same, above(s32) }',
  save: 'func(order: record { id: u32, note: option<string>, lines: list<string> })',
  both: 'func(pair: tuple<string, u8>) -> json',
  later: 'func(order: option<record { id: u32 }>) -> record { id: u32, inner: record { name: string } }',
  sink: 'func(data: list<u8>, any: json)',
})

export const components: Components = (digest) => (digest === DIGEST ? LIB : undefined)

export function directiveOf(nodes: Readonly<Record<string, Node>>, more: Partial<Directive> = {}, flow: Partial<Flow> = {}): Directive {
  return {
    directive: 1, name: 'app',
    packages: { lib: { package: 'test:lib@1.0.0', digest: DIGEST } },
    flows: { main: { nodes, ...flow } },
    ...more,
  }
}

export function resolved(nodes: Readonly<Record<string, Node>>, more: Partial<Directive> = {}, flow: Partial<Flow> = {}): ResolvedDirective {
  return resolveDirective(directiveOf(nodes, more, flow), components)
}
