import { createBinding, type Binding, type Bound } from '../binder/binding.ts'
import { hostSource } from '../binder/host-imports.ts'
import { filledBy, type Exporter, type ImportSource } from '../binder/import-source.ts'
import type { BindingPlan } from '../binder/plan.ts'
import type { Powers } from '../capabilities/powers.ts'
import type { ComponentImport } from '../wit/component.ts'
import { capModules } from './cap-modules.ts'
import { createImports, waitingImports } from './imports.ts'
import { Refusal } from './refusal.ts'
import type { Current } from './surroundings.ts'
import type { HostLimits, TranspiledComponent } from './types.ts'
import { createIo, type Io } from './wasi/io.ts'

/** What stands between a component and what provides one of its imports: it exports that interface, and may import it. */
export interface Filling {
  readonly import: string
  /** As the directive calls the package. */
  readonly name: string
  readonly component: TranspiledComponent
  /** Whether it stands next to the host, for whatever else is here too. */
  readonly operator: boolean
}

/** `componentOf` knows every component that a directive names. */
export function fillingsOf({ middleware }: Powers, componentOf: (digest: string) => TranspiledComponent): readonly Filling[] {
  return middleware.map(({ import: filled, alias, digest, operator }) => ({ import: filled, name: alias, component: componentOf(digest), operator }))
}

/** A component and what stands between it and the host, instantiated together. */
export interface Stack {
  readonly modules: readonly WebAssembly.Module[]
  /** Whether it gets anything that may wait. */
  readonly waits: boolean
  importing(current: Current): Importing
}

/** The host's side of one instance, or of many that never wait. */
export interface Importing {
  readonly current: Current
  /** Whose streams and pollables all of them have. */
  readonly io: Io
  /** The component itself first. */
  instantiate(): readonly Bound[]
}

interface Layer {
  readonly import: string
  readonly operator: boolean
  readonly name: string
  readonly binding: Binding
}

/** Throws `Refusal` for middleware that the binder does not support. `fillings`: of one import the outermost first. */
export async function createStack(
  { info, cores }: TranspiledComponent, plan: BindingPlan, fillings: readonly Filling[], limits: HostLimits, powers: Powers,
): Promise<Stack> {
  const own = await compilePlan(plan, cores, limits)
  const layers: (Layer & Compiled)[] = []
  for (const { import: filled, name, component, operator } of fillings) {
    const { binding } = component
    if (binding.kind === 'unsupported')
      throw new Refusal('no-import', `The middleware ${name} cannot be used: the component has ${binding.reason}`)
    layers.push({ import: filled, name, operator, ...await compilePlan(binding.plan, component.cores, limits) })
  }
  // One for all of them, so that what the host gives to one it knows from another.
  const imports = unionOf([info.imports, ...fillings.map(({ component }) => component.info.imports)])
  const waiting = waitingImports(imports, powers)
  return {
    modules: [own, ...layers].flatMap(({ modules }) => [...modules.values()]),
    waits: waiting.size > 0,
    importing(current) {
      const io = createIo(current)
      const host = noticed(hostSource(createImports(imports, current, powers, io), waiting), current)
      return {
        current,
        io,
        instantiate() {
          const bounds: Bound[] = []
          /** What is there after all of the layers, the innermost made first: each sees what is below it. */
          const filled = (below: ImportSource, operator: boolean): ImportSource => {
            const exporters = new Map<string, Exporter>()
            for (const layer of layers.toReversed()) {
              if (layer.operator !== operator) continue
              const inner = exporters.get(layer.import)
              const bound = layer.binding.instantiate(inner === undefined ? below : filledBy(new Map([[layer.import, inner]]), below))
              bounds.push(bound)
              exporters.set(layer.import, named(bound, layer.name, current))
            }
            return exporters.size === 0 ? below : filledBy(exporters, below)
          }
          return [own.binding.instantiate(filled(filled(host, true), false)), ...bounds]
        },
      }
    },
  }
}

/** Whoever measures the time that a component takes is told while it waits. */
function noticed(source: ImportSource, current: Current): ImportSource {
  return {
    resourceOf: (instance, name) => source.resourceOf(instance, name),
    functionOf(instance, name, givesResult) {
      const provided = source.functionOf(instance, name, givesResult)
      if (!provided.waits) return provided
      return {
        waits: true,
        callee(args) {
          const given = provided.callee(args)
          if (!(given instanceof Promise)) return given
          const { environment } = current.surroundings
          environment.suspended?.()
          return given.finally(() => environment.resumed?.())
        },
      }
    },
  }
}

/** What is thrown in the middleware is said to come from there. */
function named(exporter: Exporter, name: string, current: Current): Exporter {
  const throwing = (error: unknown): never => {
    current.surroundings.inside ??= name
    throw error
  }
  return {
    waits: exporter.waits,
    resourceOf: (instance, resource) => exporter.resourceOf(instance, resource),
    calleeOf(instance, func) {
      const callee = exporter.calleeOf(instance, func)
      if (callee === undefined) return undefined
      return (args) => {
        try {
          const given = callee(args)
          return given instanceof Promise ? given.catch(throwing) : given
        } catch (error) {
          return throwing(error)
        }
      }
    },
  }
}

interface Compiled {
  readonly modules: ReadonlyMap<string, WebAssembly.Module>
  readonly binding: Binding
}

async function compilePlan(plan: BindingPlan, cores: TranspiledComponent['cores'], limits: HostLimits): Promise<Compiled> {
  const used = timesOf(plan).flatMap(([name, times]) => {
    const bytes = cores.get(name)
    return bytes === undefined ? [] : [{ name, bytes, times }]
  })
  const modules = await compileCores([...capModules(used, limits.memoryBytes)])
  return { modules, binding: createBinding(plan, modules, limits.liftBytes) }
}

/** How often an instance instantiates each module. */
function timesOf({ modules, steps }: BindingPlan): readonly (readonly [name: string, times: number])[] {
  const times = new Map(modules.map((name) => [name, 0]))
  for (const step of steps) {
    if (step.kind !== 'instantiate') continue
    const name = modules[step.module] as string
    times.set(name, (times.get(name) ?? 0) + 1)
  }
  return [...times]
}

type Cores = readonly (readonly [name: string, bytes: Uint8Array])[]

export async function compileCores(cores: Cores): Promise<ReadonlyMap<string, WebAssembly.Module>> {
  const modules = await Promise.all(cores.map(([, bytes]) => WebAssembly.compile(bytes as Uint8Array<ArrayBuffer>)))
  return new Map(cores.map(([name], index) => [name, modules[index] as WebAssembly.Module]))
}

/** Each import once, with all functions that anybody asks of it. */
function unionOf(all: readonly (readonly ComponentImport[])[]): readonly ComponentImport[] {
  const functions = new Map<string, Set<string>>()
  for (const { name, functions: asked } of all.flat())
    functions.set(name, (functions.get(name) ?? new Set()).union(new Set(asked)))
  return Array.from(functions, ([name, asked]) => ({ name, functions: [...asked] }))
}
