import { CAPABILITIES, capabilityOf } from '../capabilities/catalogue.ts'
import type { Interface } from '../capabilities/definition.ts'
import { httpOf } from '../capabilities/http/http.ts'
import { grantOf, type Powers } from '../capabilities/powers.ts'
import type { ComponentImport } from '../wit/component.ts'
import { HANDLES_MOVED } from './exposed-state.ts'
import { Refusal } from './refusal.ts'
import type { Current } from './surroundings.ts'
import { refuse } from './surroundings.ts'
import { cli } from './wasi/cli.ts'
import { clocks } from './wasi/clocks.ts'
import { createIo, type Io } from './wasi/io.ts'
import { outside } from './wasi/outside.ts'
import { random } from './wasi/random.ts'

const RELEASED_0_2 = /^0\.2\.\d+$/

/**
 * Everything that a component may import, whole or not: what is granted, WASI 0.2 without any effect, and for the rest
 * functions that refuse when they are called. What is granted stands under its exact name. jco strips versions from the
 * names it looks up and finds a bare function under `default`.
 */
export function createImports(
  imports: readonly ComponentImport[], current: Current, powers: Powers, io: Io = createIo(current),
): object {
  const known = wasi(current, io)
  const members = Object.create(null) as Record<string | symbol, unknown>
  members[Symbol.for(HANDLES_MOVED)] = () => {
    current.surroundings.movedHandles = true
  }
  for (const each of imports) {
    const { name } = each
    const granted = grantOf(each, powers)
    if (granted !== null && granted.settings !== null) {
      const provide = granted.capability.interfaces.get(name)!
      members[name] = completed(provide(current, granted.settings as never, io), name, current)
    }
    const [path, version] = name.split('@') as [string, string | undefined]
    const isReleased = version !== undefined && RELEASED_0_2.test(version)
    const provided = !isReleased ? undefined : path === 'wasi:http/types' ? httpOf(current, io).types : known.get(path)
    if (provided !== undefined || !(path in members)) members[path] = completed(provided ?? {}, name, current)
  }
  return members
}

/** The imports whose functions give promises. */
export function waitingImports(imports: readonly ComponentImport[], powers: Powers): ReadonlySet<string> {
  const beginnings = [...powers.grants.keys()].flatMap((name) => CAPABILITIES.get(name)?.waits ?? [])
  return new Set(imports.flatMap(({ name }) => (beginnings.some((each) => name.startsWith(each)) ? [name] : [])))
}

function wasi(current: Current, io: Io): ReadonlyMap<string, Interface> {
  return new Map<string, Interface>(
    Object.entries({ ...io.interfaces, ...cli(current, io), ...clocks(current, io), ...random(current), ...outside }),
  )
}

/** jco reads the members once per instance, so the proxy costs no call anything. */
function completed(provided: Interface, name: string, current: Current): object {
  return new Proxy(Object.freeze({ __proto__: null }), {
    get: (_, member) => {
      if (typeof member !== 'string') return undefined
      if (Object.hasOwn(provided, member)) return provided[member]
      if (member === 'default') return refusing(name, current)
      return /^[A-Z]/.test(member) ? refusingResource(name, member, current) : refusing(`${name}#${kebab(member)}`, current)
    },
  })
}

function refusing(what: string, current: Current): () => never {
  return () => refuse(current, refusalOf(what))
}

function refusalOf(what: string): Refusal {
  const capability = capabilityOf(what.replace(/#.*$/, ''))
  return capability === undefined
    ? new Refusal('no-import', `The component calls ${what}, and nothing provides that here`)
    : new Refusal('no-grant', `The component calls ${what}, and this node has no grant for it: add ${capability.name}`)
}

/** A class none of whose objects a component can get hold of: constructing one refuses, and so does a static function. */
function refusingResource(name: string, resource: string, current: Current): unknown {
  class Resource {
    constructor() {
      refuse(current, refusalOf(`${name}#[constructor]${kebab(resource)}`))
    }
  }
  return new Proxy(Resource, {
    get: (target, member, receiver) =>
      typeof member === 'symbol' || Reflect.has(target, member)
        ? (Reflect.get(target, member, receiver) as unknown)
        : refusing(`${name}#[static]${kebab(resource)}.${kebab(member)}`, current),
  })
}

function kebab(camel: string): string {
  return camel.replace(/(?!^)[A-Z]/g, '-$&').toLowerCase()
}
