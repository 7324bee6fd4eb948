import { ImportError, Refusal } from '../host/refusal.ts'
import { memberOf } from '../wit/value.ts'
import type { Callee } from './abi/lift.ts'
import type { ImportSource } from './import-source.ts'

type Interface = Readonly<Record<string, unknown>>
type HostFunction = (...args: readonly unknown[]) => unknown
type Class = Interface & { readonly prototype: object; new (...args: readonly unknown[]): object }

const RESOURCE_FUNCTION = /^\[(constructor|method|static)\]([^.]+)(?:\.(.+))?$/

/** `imports` is what `createImports` makes; functions of the interfaces in `waiting` give promises. */
export function hostSource(imports: object, waiting: ReadonlySet<string>): ImportSource {
  return {
    functionOf(instance, name, givesResult) {
      const callee = hostFunction(imports, instance, name)
      const waits = instance !== null && waiting.has(instance)
      if (!givesResult) return { callee, waits }
      return { callee: waits ? withLaterResult(callee) : withResult(callee), waits }
    },
    resourceOf(instance, name) {
      const Class = hostClass(imports, instance, name)
      return {
        isOne: (rep) => typeof Class === 'function' && rep instanceof Class,
        destroy: (rep) => (rep as Partial<Disposable>)[Symbol.dispose]?.(),
      }
    },
  }
}

/**
 * A function that the host provides, found as `createImports` has it: by the interface's name, or that without version, a
 * resource as a class, a function of the world itself as `default`. Nothing is inherited: names come from a stranger.
 */
function hostFunction(imports: object, instance: string | null, name: string): Callee {
  const owner = interfaceOf(imports, instance ?? name)
  const what = instance === null ? name : `${instance}#${name}`
  if (instance === null) return member(owner, owner['default'], what)
  const found = RESOURCE_FUNCTION.exec(name)
  if (found === null) return member(owner, owner[memberOf(name)], what)
  const [, kind, resource, func = ''] = found as unknown as [string, string, string, string?]
  const Resource = hostClass(imports, instance, resource) as Class
  switch (kind) {
    case 'constructor': return (args) => new Resource(...args)
    case 'static':
      return member(Resource, memberOf(func) in Function.prototype ? undefined : Resource[memberOf(func)], what)
    default: return method(own(Resource.prototype, memberOf(func)), what)
  }
}

function hostClass(imports: object, instance: string | null, resource: string): unknown {
  const name = memberOf(resource)
  return interfaceOf(imports, instance ?? resource)[name.charAt(0).toUpperCase() + name.slice(1)]
}

function interfaceOf(imports: object, name: string): Interface {
  const found = own(imports, name) ?? own(imports, name.replace(/@.*$/, ''))
  if (found === undefined) throw new Error(`the plan imports ${name}, which the component does not`)
  return found as Interface
}

function own(owner: object, name: string): unknown {
  return Object.hasOwn(owner, name) ? (owner as Readonly<Record<string, unknown>>)[name] : undefined
}

function member(owner: object, found: unknown, what: string): Callee {
  if (typeof found !== 'function') return missing(what)
  return (args) => (found as HostFunction).apply(owner, args as unknown[])
}

function method(found: unknown, what: string): Callee {
  if (typeof found !== 'function') return missing(what)
  return ([self, ...args]) => (found as HostFunction).apply(self, args)
}

function missing(what: string): Callee {
  return () => {
    throw new Refusal('no-import', `The component calls ${what}, and nothing provides that here`)
  }
}

/** The host throws the `err` of a result, and gives its `ok` bare. */
function withResult(callee: Callee): Callee {
  return (args) => {
    try {
      return { tag: 'ok', val: callee(args) }
    } catch (error) {
      if (error instanceof ImportError) return { tag: 'err', val: error.payload }
      throw error
    }
  }
}

function withLaterResult(callee: Callee): Callee {
  return async (args) => {
    try {
      return { tag: 'ok', val: await callee(args) }
    } catch (error) {
      if (error instanceof ImportError) return { tag: 'err', val: error.payload }
      throw error
    }
  }
}
