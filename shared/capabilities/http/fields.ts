import { ImportError } from '../../host/refusal.ts'

export type FieldEntry = readonly [name: string, value: Uint8Array]

/** RFC 9110 §5.6.2 and §5.5. */
const NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
const isValueByte = (byte: number): boolean => byte === 0x09 || (byte >= 0x20 && byte !== 0x7f)

/** What the host says of a connection, not a component. */
const FORBIDDEN = new Set([
  'connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'proxy-connection', 'te', 'transfer-encoding',
  'upgrade', 'host', 'http2-settings', 'expect',
])

/** `fields` of wasi:http/types: headers or trailers, in order; names without regard to case. */
export class Fields {
  #entries: FieldEntry[]
  readonly #immutable: boolean
  constructor(entries: readonly FieldEntry[] = [], immutable = false) {
    this.#entries = [...entries]
    this.#immutable = immutable
  }
  static fromList(entries: readonly FieldEntry[]): Fields {
    for (const [name, value] of entries) check(name, [value])
    return new Fields(entries)
  }
  get(name: string): readonly Uint8Array[] {
    return this.#entries.flatMap(([each, value]) => (sameName(each, name) ? [value] : []))
  }
  has(name: string): boolean {
    return this.#entries.some(([each]) => sameName(each, name))
  }
  set(name: string, values: readonly Uint8Array[]): void {
    this.#change(name, values)
    this.#entries = [...this.#without(name), ...values.map((value) => [name, value] as const)]
  }
  delete(name: string): void {
    this.#change(name, [])
    this.#entries = this.#without(name)
  }
  append(name: string, value: Uint8Array): void {
    this.#change(name, [value])
    this.#entries.push([name, value])
  }
  entries(): readonly FieldEntry[] {
    return this.#entries
  }
  clone(): Fields {
    return new Fields(this.#entries)
  }
  #change(name: string, values: readonly Uint8Array[]): void {
    if (this.#immutable) throw new ImportError({ tag: 'immutable' })
    check(name, values)
  }
  #without(name: string): FieldEntry[] {
    return this.#entries.filter(([each]) => !sameName(each, name))
  }
}

/** Whether it can be a field at all. */
export function isField(name: string, value: Uint8Array): boolean {
  return NAME.test(name) && value.every(isValueByte)
}

/** Whether it belongs to the host: `name` in lower case. */
export function isOfTheHost(name: string): boolean {
  return FORBIDDEN.has(name)
}

function check(name: string, values: readonly Uint8Array[]): void {
  if (!NAME.test(name) || !values.every((value) => value.every(isValueByte))) throw new ImportError({ tag: 'invalid-syntax' })
  if (isOfTheHost(name.toLowerCase())) throw new ImportError({ tag: 'forbidden' })
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
