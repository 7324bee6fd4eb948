import { describe, expect, it } from 'vitest'
import { fromWat } from '../../test/components/build.ts'
import type { Exporter, ImportSource } from './import-source.ts'
import { filledBy } from './import-source.ts'
import { createBinding } from './binding.ts'
import type { Bound } from './binding.ts'
import { linkComponent } from './link/link-component.ts'

async function bound(wat: string, imports: ImportSource): Promise<Bound> {
  const modules = new Map<string, WebAssembly.Module>()
  const linked = linkComponent(await fromWat(wat), (bytes) => {
    const name = `core${modules.size}`
    modules.set(name, new WebAssembly.Module(bytes.slice()))
    return name
  })
  if (linked.kind !== 'linked') throw new Error(linked.reason)
  return createBinding(linked.plan, modules).instantiate(imports)
}

function call(exporter: Exporter, instance: string | null, name: string, ...args: readonly unknown[]): unknown {
  const callee = exporter.calleeOf(instance, name)
  if (callee === undefined) throw new Error(`there is no ${name}`)
  return callee(args)
}

/** The host's rows: what `lookup` gives comes when the test says so. */
function host(waits: boolean, lookup: (id: unknown) => unknown): ImportSource & { readonly dropped: unknown[] } {
  const dropped: unknown[] = []
  return {
    dropped,
    functionOf: (_, name) => ({
      waits: waits && name === '[method]row.value',
      callee: name === '[static]row.open' ? ([id]) => ({ id }) : ([row]) => lookup((row as { readonly id: unknown }).id),
    }),
    resourceOf: () => ({ isOne: (rep) => typeof rep === 'object', destroy: (rep) => dropped.push(rep) }),
  }
}

const TABLE = `(import "test:rows/table" (instance $table
  (export "row" (type $row (sub resource)))
  (export "[static]row.open" (func (param "id" u32) (result (own $row))))
  (export "[method]row.value" (func (param "self" (borrow $row)) (result u32)))))
  (alias export $table "row" (type $row))
  (alias export $table "[static]row.open" (func $open))
  (alias export $table "[method]row.value" (func $value))
  (core func $drop-row (canon resource.drop $row))
  (core func $open-row (canon lower (func $open)))
  (core func $value-row (canon lower (func $value)))`

const WITH_TABLE = `(with "" (instance
  (export "open" (func $open-row)) (export "value" (func $value-row)) (export "drop" (func $drop-row))`

const FROM_TABLE = `(import "" "open" (func $open (param i32) (result i32)))
  (import "" "value" (func $value (param i32) (result i32)))
  (import "" "drop" (func $drop (param i32)))`

/** Opens a row, reads it, drops it. */
const CALLER = `(component ${TABLE}
  (core module $m ${FROM_TABLE}
    (func (export "read") (param i32) (result i32) (local $row i32) (local $read i32)
      (local.set $row (call $open (local.get 0)))
      (local.set $read (call $value (local.get $row)))
      (call $drop (local.get $row))
      (local.get $read))
    (func (export "keep") (param i32) (result i32) (call $value (call $open (local.get 0)))))
  (core instance $i (instantiate $m ${WITH_TABLE}))))
  (func (export "read") (param "id" u32) (result u32) (canon lift (core func $i "read")))
  (func (export "keep") (param "id" u32) (result u32) (canon lift (core func $i "keep"))))`

/** Stands between: its rows hold the host's, and what they give is 1,000 more. Dropping one drops the host's. */
const BETWEEN = `(component ${TABLE}
  (core module $d (import "" "drop" (func $drop (param i32))) (func (export "drop") (param i32) (call $drop (local.get 0))))
  (core instance $d (instantiate $d (with "" (instance (export "drop" (func $drop-row))))))
  (type $mine (resource (rep i32) (dtor (core func $d "drop"))))
  (core func $new (canon resource.new $mine))
  (core module $m ${FROM_TABLE}
    (import "" "new" (func $new (param i32) (result i32)))
    (func (export "open") (param i32) (result i32) (call $new (call $open (local.get 0))))
    (func (export "value") (param i32) (result i32) (i32.add (i32.const 1000) (call $value (local.get 0)))))
  (core instance $i (instantiate $m ${WITH_TABLE} (export "new" (func $new))))))
  (func $open-mine (param "id" u32) (result (own $mine)) (canon lift (core func $i "open")))
  (func $value-mine (param "self" (borrow $mine)) (result u32) (canon lift (core func $i "value")))
  (component $shape
    (import "row" (type $r (sub resource)))
    (import "open" (func $o (param "id" u32) (result (own $r))))
    (import "value" (func $v (param "self" (borrow $r)) (result u32)))
    (export $e "row" (type $r))
    (export "[static]row.open" (func $o) (func (param "id" u32) (result (own $e))))
    (export "[method]row.value" (func $v) (func (param "self" (borrow $e)) (result u32))))
  (instance $shaped (instantiate $shape (with "row" (type $mine)) (with "open" (func $open-mine)) (with "value" (func $value-mine))))
  (export "test:rows/table" (instance $shaped)))`

describe('a component that calls what waits', () => {
  it('is suspended until the promise is settled', async () => {
    const answers = new Map<unknown, (value: number) => void>()
    const imports = host(true, (id) => new Promise<number>((resolve) => answers.set(id, resolve)))
    const [one, other] = [await bound(CALLER, imports), await bound(CALLER, imports)]
    const given = [call(one, null, 'read', 1), call(other, null, 'read', 2)]
    answers.get(2)?.(20)
    answers.get(1)?.(10)
    expect(await Promise.all(given)).toEqual([10, 20])
    expect(imports.dropped).toEqual([{ id: 2 }, { id: 1 }])
  })

  it('is not entered a second time meanwhile', async () => {
    const imports = host(true, () => new Promise(() => {}))
    const one = await bound(CALLER, imports)
    void call(one, null, 'read', 1)
    await expect(call(one, null, 'read', 2)).rejects.toThrow('read: the component instance is entered a second time')
  })

  it('traps when what it waits for is rejected', async () => {
    const one = await bound(CALLER, host(true, () => Promise.reject(new Error('no connection'))))
    await expect(call(one, null, 'read', 1)).rejects.toThrow('no connection')
  })
})

describe.each([['at once', false], ['later', true]])('a component between another and a host that answers %s', (_, waits) => {
  async function between(): Promise<{ readonly caller: Bound; readonly imports: ReturnType<typeof host> }> {
    const imports = host(waits, (id) => (waits ? Promise.resolve(Number(id) * 10) : Number(id) * 10))
    const middle = await bound(BETWEEN, imports)
    return { caller: await bound(CALLER, filledBy(new Map([['test:rows/table', middle]]), imports)), imports }
  }

  it('changes what the other gets', async () => {
    const { caller } = await between()
    expect(await call(caller, null, 'read', 7)).toBe(1070)
  })

  it('is given back the handles that the other drops, and drops those of the host', async () => {
    const { caller, imports } = await between()
    await call(caller, null, 'read', 7)
    expect([imports.dropped, caller.hasHandles()]).toEqual([[{ id: 7 }], false])
    await call(caller, null, 'keep', 8)
    expect([imports.dropped, caller.hasHandles()]).toEqual([[{ id: 7 }], true])
  })
})
