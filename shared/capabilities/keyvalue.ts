import { ImportError } from '../host/refusal.ts'
import type { Current } from '../host/surroundings.ts'
import { ask } from './ask.ts'
import type { CapabilityDefinition, Provide } from './definition.ts'
import type { KeyPage, KeyvalueAsk, Swapped } from './keyvalue-ask.ts'
import { KeyvalueSchema, type KeyvalueSettings } from './keyvalue-settings.ts'

export const keyvalue: CapabilityDefinition = {
  name: 'wasi:keyvalue/store',
  label: 'Key-value store',
  help: 'May keep values by key, which stay over runs and restarts.',
  icon: 'key-round',
  settings: KeyvalueSchema,
  interfaces: new Map<string, Provide>(['draft', 'draft2'].flatMap((draft): readonly (readonly [string, Provide])[] => {
    const before = draft === 'draft'
    return [
      [`wasi:keyvalue/store@0.2.0-${draft}`, (current: Current, settings: KeyvalueSettings) => storeOf(current, settings, before)],
      [`wasi:keyvalue/atomics@0.2.0-${draft}`, (current: Current) => atomicsOf(current, before)],
      [`wasi:keyvalue/batch@0.2.0-${draft}`, batchOf],
    ]
  })),
  simulated: 'Stores are empty when a preview begins, and gone when it ends.',
  waits: ['wasi:keyvalue/'],
}

const failed = (message: string): ImportError => new ImportError({ tag: 'other', val: message })

type InStore<A> = A extends unknown ? Omit<A, 'capability' | 'store'> : never

/** Of one component instance. */
class Bucket {
  readonly #current: Current
  readonly store: string
  constructor(current: Current, store: string) {
    this.#current = current
    this.store = store
  }
  ask<Given>(what: InStore<KeyvalueAsk>): Promise<Given> {
    return ask(this.#current, { capability: 'wasi:keyvalue/store', store: this.store, ...what }, failed)
  }
}

function storeOf(current: Current, { stores = ['default'] }: KeyvalueSettings, before: boolean) {
  class OpenBucket extends Bucket {
    async get(key: string): Promise<Uint8Array | undefined> {
      const [value] = await this.ask<readonly (Uint8Array | null)[]>({ op: 'get', keys: [key] })
      return value ?? undefined
    }
    async set(key: string, value: Uint8Array): Promise<void> {
      await this.ask({ op: 'set', entries: [[key, value]] })
    }
    async delete(key: string): Promise<void> {
      await this.ask({ op: 'delete', keys: [key] })
    }
    async exists(key: string): Promise<boolean> {
      return (await this.get(key)) !== undefined
    }
    async listKeys(cursor: bigint | string | undefined): Promise<unknown> {
      return before ? this.#listFrom(cursor as bigint | undefined) : this.#listAfter(cursor as string | undefined)
    }
    async #listAfter(cursor: string | undefined) {
      const { keys, more } = await this.ask<KeyPage>({ op: 'list', after: cursor ?? null })
      return { keys, cursor: more ? keys.at(-1) : undefined }
    }
    /** A draft's cursor is a number: how many keys were given so far. */
    async #listFrom(cursor = 0n) {
      const found: string[] = []
      for (let after: string | null = null, more = true; more && BigInt(found.length) <= cursor;) {
        const page: KeyPage = await this.ask<KeyPage>({ op: 'list', after })
        found.push(...page.keys)
        more = page.more
        after = page.keys.at(-1) ?? null
        if (!more) return { keys: found.slice(Number(cursor)), cursor: undefined }
      }
      return { keys: found.slice(Number(cursor)), cursor: BigInt(found.length) }
    }
  }
  return {
    Bucket: OpenBucket,
    async open(name: string): Promise<Bucket> {
      const store = name === '' ? 'default' : name
      if (!stores.includes(store)) throw new ImportError({ tag: 'no-such-store' })
      return new OpenBucket(current, store)
    },
  }
}

function atomicsOf(current: Current, before: boolean) {
  class Cas {
    readonly bucket: Bucket
    readonly key: string
    expected: Uint8Array | null
    constructor(bucket: Bucket, key: string, expected: Uint8Array | null) {
      this.bucket = bucket
      this.key = key
      this.expected = expected
    }
    static async new(bucket: Bucket, key: string): Promise<Cas> {
      const [value] = await bucket.ask<readonly (Uint8Array | null)[]>({ op: 'get', keys: [key] })
      return new Cas(bucket, key, value ?? null)
    }
    async current(): Promise<Uint8Array | undefined> {
      return this.expected ?? undefined
    }
  }
  return {
    Cas,
    async increment(bucket: Bucket, key: string, delta: bigint): Promise<bigint> {
      return BigInt(await bucket.ask<string>({ op: 'increment', key, delta: String(delta), signed: !before }))
    },
    async swap(cas: Cas, value: Uint8Array): Promise<void> {
      const { bucket, key, expected } = cas
      const given = await ask<Swapped>(current, {
        capability: 'wasi:keyvalue/store', store: bucket.store, op: 'swap', key, expected, value,
      }, (message) => new ImportError({ tag: 'store-error', val: { tag: 'other', val: message } }))
      if (!given.swapped) throw new ImportError({ tag: 'cas-failed', val: new Cas(bucket, key, given.current) })
    },
  }
}

function batchOf() {
  return {
    async getMany(bucket: Bucket, keys: readonly string[]): Promise<unknown> {
      const values = await bucket.ask<readonly (Uint8Array | null)[]>({ op: 'get', keys })
      return values.map((value, at) => (value === null ? undefined : [keys[at], value]))
    },
    async setMany(bucket: Bucket, entries: readonly (readonly [string, Uint8Array])[]): Promise<void> {
      await bucket.ask({ op: 'set', entries })
    },
    async deleteMany(bucket: Bucket, keys: readonly string[]): Promise<void> {
      await bucket.ask({ op: 'delete', keys })
    },
  }
}
