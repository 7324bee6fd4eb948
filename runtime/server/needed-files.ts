import { generatedBecause } from '../../shared/host/generated-because.ts'
import type { TranspiledComponent } from '../../shared/host/types.ts'
import type { Linked } from '../../shared/binder/plan.ts'

export interface NeededFiles {
  readonly source: string
  readonly binding: Linked
  readonly cores: readonly string[]
}

/** What a preview needs: the binder no generated source, and none of the core modules that only that uses. */
export function neededFiles({ source, info, binding, cores }: TranspiledComponent): NeededFiles {
  return binding.kind === 'linked' && generatedBecause(binding, info.functions) === null
    ? { source: '', binding, cores: [...new Set(binding.plan.modules)] }
    : { source, binding, cores: [...cores.keys()] }
}
