import type { NodeLimits } from '../directive/limits.ts'
import type { Answer, Ask } from '../capabilities/ask.ts'
import type { Linked } from '../binder/plan.ts'
import type { ComponentInfo, ComponentFunction } from '../wit/component.ts'
import type { Outcome } from '../engine/types.ts'
import type { Value } from '../wit/value.ts'

/** What admission makes of a component's bytes: enough to instantiate it anywhere, without the bytes themselves. */
export interface TranspiledComponent {
  readonly digest: string
  readonly info: ComponentInfo
  /** How the binder instantiates it; what it does not support runs by the generated module. */
  readonly binding: Linked
  /** The generated ES module: `export function instantiate(getCoreModule, imports, instantiateCore?)`. */
  readonly source: string
  /** Core modules by the name the generated module and the binding ask for. */
  readonly cores: ReadonlyMap<string, Uint8Array>
}

/** Makes a module of the generated source; a page, a worker and Node each have their own way. */
export type LoadModule = (source: string) => Promise<GeneratedModule>

/** Does what makes the first instance. A component may never finish its start, so somebody may want to watch. */
export type Starting = <T>(start: () => T) => T

export interface GeneratedModule {
  instantiate(
    getCoreModule: (name: string) => WebAssembly.Module,
    imports: object,
    instantiateCore?: (module: WebAssembly.Module, imports: object) => WebAssembly.Instance,
  ): object
}

/** Where a component's clocks, randomness and output go: nothing else reaches outside. */
export interface HostEnvironment {
  /** Milliseconds since 1970, fractional. */
  nowMs(): number
  randomBytes(count: number): Uint8Array
  log(entry: LogEntry): void
  /** Does what a component may do beyond computing; absent where nothing is granted. Never rejects. */
  ask?(what: Ask): Promise<Answer>
  /** In real time. */
  sleep?(ms: number): Promise<void>
  /** Told when a component begins to wait for the host, and when it goes on. */
  suspended?(): void
  resumed?(): void
}

export interface LogEntry {
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

/** What an instance may take; see `LIMITS`. */
export type HostLimits = Pick<NodeLimits, 'memoryBytes' | 'liftBytes' | 'logBytes'>

/** What makes a component's calls: our binder or, where it does not support the component, what jco generated. */
export type Caller = 'binder' | 'generated'

/** One component ready to serve runs. An instance serves one run at a time and starts each like new. */
export interface ComponentHost {
  readonly digest: string
  /** Why no call of it can be made, null when calls can. One sentence, without its end. */
  readonly refusal: string | null
  readonly caller: Caller
  /** Takes an instance for one run; `release` gives it back to be reset, or thrown away when anything threw in it. */
  acquire(environment: HostEnvironment): ComponentInstance
}

export interface ComponentInstance {
  /**
   * Never throws for what a component does: a trap, an exit or a refused import is an outcome. A promise where an import
   * may wait; until it is settled, the instance takes no other call.
   */
  call(fn: ComponentFunction, args: readonly Value[]): Outcome | Promise<Outcome>
  release(): void
}
