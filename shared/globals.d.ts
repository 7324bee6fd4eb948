// What every place that runs shared/ has: Node 26, a page, a worker. Declared here, because neither DOM nor Node types are.

declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number }
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(bytes: Uint8Array): string
}
declare class URL {
  constructor(url: string, base?: string)
  static canParse(url: string): boolean
  readonly protocol: string
  readonly host: string
  readonly hostname: string
  readonly port: string
  readonly pathname: string
  readonly search: string
  readonly searchParams: URLSearchParams
}
declare class URLSearchParams implements Iterable<[string, string]> {
  constructor(text: string)
  get(name: string): string | null
  [Symbol.iterator](): Iterator<[string, string]>
}
declare const crypto: { readonly subtle: { digest(algorithm: 'SHA-256', bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> } }
declare function queueMicrotask(task: () => void): void
declare function setTimeout(task: () => void, delayMs: number): unknown
declare function atob(base64: string): string
declare function btoa(binary: string): string
