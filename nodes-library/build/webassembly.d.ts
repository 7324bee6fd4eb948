// Node's types leave WebAssembly to the DOM's, which nothing here should see.
declare namespace WebAssembly {
  class Module { constructor(bytes: Uint8Array<ArrayBuffer>) }
  class Instance { constructor(module: Module, imports?: object); readonly exports: Record<string, unknown> }
  class RuntimeError extends Error {}
}
