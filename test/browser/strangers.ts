import { fromJs, fromWat } from '../components/build.ts'
import { CALLER, HIDING } from '../components/customers.ts'
import { keyvalueWit } from '../components/keyvalue.wit.ts'
import { SQLITE } from '../components/sqlite.wit.ts'

// Components as strangers build them, without a manifest and without WIT docs.

/** In JavaScript, with all of the WASI that its engine drags in. */
export function greeter(): Promise<Uint8Array<ArrayBuffer>> {
  return fromJs({
    wit: `package stranger:greeter;
world greeter {
  export greetings: interface {
    enum manner { formal, plain }
    greet: func(name: string, manner: manner) -> string;
  }
}`,
    js: `export const greetings = {
  greet: (name, manner) => manner === 'formal' ? 'Good day, ' + name + '.' : 'Hi ' + name,
}`,
    stubWasi: false,
  })
}

/** `roll` gives another number each time it is called; `add` adds to one. */
export function dice(): Promise<Uint8Array<ArrayBuffer>> {
  return fromWat(`(component
    (import "wasi:random/random@0.2.3" (instance $random (export "get-random-u64" (func (result u64)))))
    (core func $get (canon lower (func $random "get-random-u64")))
    (core module $m
      (import "random" "get" (func $get (result i64)))
      (func (export "roll") (result i64) (call $get))
      (func (export "add") (param i64 i64) (result i64) (i64.add (local.get 0) (local.get 1))))
    (core instance $i (instantiate $m (with "random" (instance (export "get" (func $get))))))
    (func (export "roll") (result u64) (canon lift (core func $i "roll")))
    (func (export "add") (param "number" u64) (param "more" u64) (result u64) (canon lift (core func $i "add"))))`)
}

/** Counts its calls in a key-value store. */
export function counting(): Promise<Uint8Array<ArrayBuffer>> {
  return fromJs({
    wit: `package stranger:visits@1.0.0;
world visits {
  import wasi:keyvalue/store@0.2.0-draft2;
  import wasi:keyvalue/atomics@0.2.0-draft2;
  export count: func() -> s64;
}`,
    deps: keyvalueWit('draft2'),
    js: `import { open } from 'wasi:keyvalue/store@0.2.0-draft2'
import { increment } from 'wasi:keyvalue/atomics@0.2.0-draft2'
export const count = () => increment(open('default'), 'visits', 1)`,
    stubWasi: false,
  })
}

/** Reads from SQLite with the statement that it is given. */
export function customers(): Promise<Uint8Array<ArrayBuffer>> {
  return fromJs({ ...CALLER, deps: SQLITE, stubWasi: false })
}

/** Stands before SQLite and hides the domains of addresses. */
export function hiding(): Promise<Uint8Array<ArrayBuffer>> {
  return fromJs({ ...HIDING, deps: SQLITE, stubWasi: false })
}
