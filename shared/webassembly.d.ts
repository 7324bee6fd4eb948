// What shared/ uses of WebAssembly. The DOM's types have it, Node's types leave it to them: runtime/ takes it from here.
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array<ArrayBuffer>)
    static exports(module: Module): { name: string; kind: string }[]
    static customSections(module: Module, name: string): ArrayBuffer[]
  }
  class Instance {
    constructor(module: Module, imports?: object)
    readonly exports: Record<string, unknown>
  }
  class Memory {
    constructor(limits: { initial: number; maximum?: number })
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
  class Global {
    constructor(type: { value: string; mutable?: boolean }, value?: unknown)
    value: unknown
  }
  class Table {
    readonly length: number
    get(index: number): unknown
    set(index: number, value: unknown): void
  }
  class RuntimeError extends Error {}
  class Exception {}
  function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>
}
