/** The standard's wasi:keyvalue, in the draft that is meant, by path below `deps/`. */
export function keyvalueWit(draft: 'draft' | 'draft2'): Readonly<Record<string, string>> {
  const cursor = draft === 'draft' ? 'u64' : 'string'
  const count = draft === 'draft' ? 'u64' : 's64'
  const cas = draft === 'draft' ? '' : `
      variant cas-error { store-error(error), cas-failed(cas) }
      resource cas {
        new: static func(bucket: borrow<bucket>, key: string) -> result<cas, error>;
        current: func() -> result<option<list<u8>>, error>;
      }
      swap: func(cas: cas, value: list<u8>) -> result<_, cas-error>;`
  return {
    'keyvalue/keyvalue.wit': `
    package wasi:keyvalue@0.2.0-${draft};
    interface store {
      variant error { no-such-store, access-denied, other(string) }
      record key-response { keys: list<string>, cursor: option<${cursor}> }
      open: func(identifier: string) -> result<bucket, error>;
      resource bucket {
        get: func(key: string) -> result<option<list<u8>>, error>;
        set: func(key: string, value: list<u8>) -> result<_, error>;
        delete: func(key: string) -> result<_, error>;
        exists: func(key: string) -> result<bool, error>;
        list-keys: func(cursor: option<${cursor}>) -> result<key-response, error>;
      }
    }
    interface atomics {
      use store.{bucket, error};
      increment: func(bucket: borrow<bucket>, key: string, delta: ${count}) -> result<${count}, error>;${cas}
    }
    interface batch {
      use store.{bucket, error};
      get-many: func(bucket: borrow<bucket>, keys: list<string>) -> result<list<option<tuple<string, list<u8>>>>, error>;
      set-many: func(bucket: borrow<bucket>, key-values: list<tuple<string, list<u8>>>) -> result<_, error>;
      delete-many: func(bucket: borrow<bucket>, keys: list<string>) -> result<_, error>;
    }`,
  }
}
