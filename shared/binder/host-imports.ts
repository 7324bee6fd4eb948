import { ImportError } from '../host/refusal.ts'
import { memberOf } from '../wit/value.ts'
import type { Callee } from './abi/lift.ts'

type Interface = Readonly<Record<string, unknown>>
type HostFunction = (...args: readonly unknown[]) => unknown
type Class = (new (...args: readonly unknown[]) => object) & Readonly<Record<string, unknown>>

const RESOURCE_FUNCTION = /^\[(constructor|method|static)\]([^.]+)(?:\.(.+))?$/

/**
 * A function that the host provides, found as `createImports` has it: by the interface's name without version, a
 * resource as a class, a function of the world itself as `default`.
 */
export function hostFunction(imports: object, instance: string | null, name: string): Callee {
  const owner = interfaceOf(imports, instance ?? name)
  if (instance === null) return bound(owner, 'default')
  const member = RESOURCE_FUNCTION.exec(name)
  if (member === null) return bound(owner, memberOf(name))
  const [, kind, resource, func = ''] = member as unknown as [string, string, string, string?]
  const Resource = hostClass(imports, instance, resource) as Class
  switch (kind) {
    case 'constructor': return (args) => new Resource(...args)
    case 'static': return bound(Resource, memberOf(func))
    default: return method(memberOf(func))
  }
}

export function hostClass(imports: object, instance: string | null, resource: string): unknown {
  const member = memberOf(resource)
  return interfaceOf(imports, instance ?? resource)[member.charAt(0).toUpperCase() + member.slice(1)]
}

function interfaceOf(imports: object, name: string): Interface {
  return (imports as Readonly<Record<string, Interface>>)[name.replace(/@.*$/, '')] as Interface
}

function bound(owner: Interface, member: string): Callee {
  const callee = owner[member] as HostFunction
  return (args) => callee.apply(owner, args as unknown[])
}

function method(member: string): Callee {
  return ([self, ...args]) => (self as Readonly<Record<string, HostFunction>>)[member]!(...args)
}

/** The host throws the `err` of a result, and gives its `ok` bare. */
export function withResult(callee: Callee): Callee {
  return (args) => {
    try {
      return { tag: 'ok', val: callee(args) }
    } catch (error) {
      if (error instanceof ImportError) return { tag: 'err', val: error.payload }
      throw error
    }
  }
}
