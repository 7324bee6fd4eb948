import { readMemoryFlags, skipCoreImportDescription } from '../../wit/decode/core-type.ts'
import type { Reader } from '../../wit/decode/reader.ts'
import { peekByte, readByte, readMany, readName, readU32 } from '../../wit/decode/reader.ts'
import { sectionsOf, skipModulePreamble } from '../../wit/decode/section.ts'
import type { CoreItem } from '../plan.ts'
import type { PlanWriter } from './plan-writer.ts'
import type { Linking } from './scope.ts'
import { Unsupported } from './unsupported.ts'

/** The flags of a memory's limits (core specification, "Limits", with threads and 64-bit memories). */
const SHARED = 0x02
const SIXTY_FOUR_BIT = 0x04

/**
 * Values pass through memories of 32 bits that nobody else writes to. What is imported stands for what it is given:
 * WebAssembly itself checks that it is of the same kind.
 */
export function checkMemory({ plan, bytes, budget }: Linking, memory: CoreItem): void {
  const found = moduleOf(plan, memory)
  if (found === null) return
  const module = plan.modules[found.module] as Uint8Array
  let flags = plan.memoryFlags.get(module)
  if (flags === undefined) {
    const at = module.byteOffset - bytes.byteOffset
    flags = memoriesOf({ bytes, at, end: at + module.length, budget })
    plan.memoryFlags.set(module, flags)
  }
  const own = flags.get(found.name) ?? 0
  if ((own & SHARED) !== 0) throw new Unsupported('a function whose values pass through a shared memory')
  if ((own & SIXTY_FOUR_BIT) !== 0) throw new Unsupported('a function whose values pass through a 64-bit memory')
}

/** The module that exports an item, and under which name. Null for what is put together of nothing like that. */
function moduleOf(plan: PlanWriter, item: CoreItem): { readonly module: number; readonly name: string } | null {
  if (item.kind === 'made') return null
  const step = plan.coreInstances[item.instance]
  if (step === undefined) return null
  if (step.kind === 'instantiate') return { module: step.module, name: item.name }
  const inside = step.items.find(({ name }) => name === item.name)
  return inside === undefined ? null : moduleOf(plan, inside.item)
}

/** Of a module's exported memories, by name. */
function memoriesOf(reader: Reader): ReadonlyMap<string, number> {
  const memories: number[] = []
  const exported = new Map<string, number>()
  for (const { id, content } of sectionsOf(skipModulePreamble(reader))) {
    switch (id) {
      case 2: readMany(content, () => readImport(content, memories)); break
      case 5: readMany(content, () => memories.push(readMemoryFlags(content))); break
      case 7: readMany(content, () => readExport(content, memories, exported)); break
    }
  }
  return exported
}

function readImport(reader: Reader, memories: number[]): void {
  readName(reader)
  readName(reader)
  if (peekByte(reader) !== 0x02) return void skipCoreImportDescription(reader)
  reader.at += 1
  memories.push(readMemoryFlags(reader))
}

function readExport(reader: Reader, memories: readonly number[], exported: Map<string, number>): void {
  const name = readName(reader)
  const isMemory = readByte(reader) === 0x02
  const flags = memories[readU32(reader)]
  if (isMemory && flags !== undefined) exported.set(name, flags)
}
