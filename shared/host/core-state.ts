import { GLOBAL_PREFIX, MEMORY_PREFIX, STATE_SECTION } from './exposed-state.ts'

/** The state of one instance: what its core instances define, by reference. */
export interface CoreState {
  readonly memories: readonly WebAssembly.Memory[]
  readonly globals: readonly WebAssembly.Global[]
}

/** What an instance remembered right after it was made. The same for every instance of a component. */
export interface Snapshot {
  readonly memories: readonly { readonly sizeBytes: number; readonly content: Uint8Array }[]
  readonly globals: readonly unknown[]
  readonly memoryBytes: number
}

/** Whether an instance of these modules can be put back to its beginning. */
export function isResettable(modules: Iterable<WebAssembly.Module>): boolean {
  return [...modules].every((module) => WebAssembly.Module.customSections(module, STATE_SECTION).length > 0)
}

export function stateOf(instances: readonly WebAssembly.Instance[]): CoreState {
  const memories: WebAssembly.Memory[] = []
  const globals: WebAssembly.Global[] = []
  for (const { exports } of instances) {
    for (const [name, value] of Object.entries(exports)) {
      if (name.startsWith(MEMORY_PREFIX)) memories.push(value as WebAssembly.Memory)
      else if (name.startsWith(GLOBAL_PREFIX)) globals.push(value as WebAssembly.Global)
    }
  }
  return { memories, globals }
}

export function snapshotOf({ memories, globals }: CoreState): Snapshot {
  return {
    memories: memories.map(({ buffer }) => ({ sizeBytes: buffer.byteLength, content: withoutZeroesBehind(buffer) })),
    globals: globals.map(({ value }) => value),
    memoryBytes: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0),
  }
}

/** False when a memory has grown: it cannot shrink, so the instance has to be replaced. */
export function restore({ memories, globals }: CoreState, snapshot: Snapshot): boolean {
  for (let index = 0; index < memories.length; index += 1) {
    const { sizeBytes, content } = snapshot.memories[index] as Snapshot['memories'][number]
    const { buffer } = memories[index] as WebAssembly.Memory
    if (buffer.byteLength !== sizeBytes) return false
    const bytes = new Uint8Array(buffer)
    bytes.set(content)
    bytes.fill(0, content.length)
  }
  for (let index = 0; index < globals.length; index += 1) (globals[index] as WebAssembly.Global).value = snapshot.globals[index]
  return true
}

function withoutZeroesBehind(buffer: ArrayBuffer): Uint8Array {
  const bytes = new Uint8Array(buffer)
  let length = bytes.length
  while (length > 0 && bytes[length - 1] === 0) length -= 1
  return bytes.slice(0, length)
}
