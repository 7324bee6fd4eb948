import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createComponentHost } from '../../../shared/host/component-host.ts'
import type { ComponentHost, ComponentInstance } from '../../../shared/host/types.ts'
import { fromWat } from '../../components/build.ts'
import { environmentOf, loadModule, transpiled, type TestHost } from '../../components/host.ts'
import { median } from '../measure/median.ts'
import { alternate, ratio } from '../measure/rounds.ts'
import { ns, printTable, printTitle, times } from '../measure/table.ts'
import { nsPerTurn } from '../measure/turns.ts'
import { ROOT } from '../servers/child.ts'

const ROUNDS = 7
const CALLS = 50_000

/** Nothing but the way in and out: what these functions do themselves takes a nanosecond. */
const ECHO = `
(component
  (core module $m
    (memory (export "memory") 1)
    (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
    (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
    (func (export "echo") (param i32 i32) (result i32)
      (i32.store (i32.const 16) (local.get 0))
      (i32.store (i32.const 20) (local.get 1))
      (i32.const 16)))
  (core instance $i (instantiate $m))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add")))
  (func (export "echo") (param "text" string) (result string)
    (canon lift (core func $i "echo") (memory (core memory $i "memory")) (realloc (core func $i "realloc")))))`

/** Ten fields of every simple kind: they come as core values, and go back in memory. */
const RECORD_ECHO = `
(component
  (type $plain (record (field "id" u32) (field "name" string) (field "price" f64) (field "stock" u16) (field "active" bool)
    (field "city" string) (field "latitude" f64) (field "longitude" f64) (field "grade" char) (field "serial" u64)))
  (import "record" (type $record (eq $plain)))
  (core module $m
    (memory (export "memory") 1)
    (global $next (mut i32) (i32.const 1024))
    (func (export "realloc") (param i32 i32 i32 i32) (result i32)
      (global.set $next (i32.add (global.get $next) (local.get 3)))
      (i32.sub (global.get $next) (local.get 3)))
    (func (export "done") (param i32) (global.set $next (i32.const 1024)))
    (func (export "echo") (param i32 i32 i32 f64 i32 i32 i32 i32 f64 f64 i32 i64) (result i32)
      (i32.store offset=0 (i32.const 16) (local.get 0))
      (i32.store offset=4 (i32.const 16) (local.get 1)) (i32.store offset=8 (i32.const 16) (local.get 2))
      (f64.store offset=16 (i32.const 16) (local.get 3))
      (i32.store16 offset=24 (i32.const 16) (local.get 4)) (i32.store8 offset=26 (i32.const 16) (local.get 5))
      (i32.store offset=28 (i32.const 16) (local.get 6)) (i32.store offset=32 (i32.const 16) (local.get 7))
      (f64.store offset=40 (i32.const 16) (local.get 8)) (f64.store offset=48 (i32.const 16) (local.get 9))
      (i32.store offset=56 (i32.const 16) (local.get 10)) (i64.store offset=64 (i32.const 16) (local.get 11))
      (i32.const 16)))
  (core instance $i (instantiate $m))
  (func (export "echo") (param "value" $record) (result $record)
    (canon lift (core func $i "echo") (memory (core memory $i "memory")) (realloc (core func $i "realloc")) (post-return (core func $i "done")))))`

const RECORD = {
  id: 7, name: 'ada lovelace', price: 12.5, stock: 300, active: true, city: 'London, GB',
  latitude: 51.5074, longitude: -0.1278, grade: 'A', serial: 2n ** 40n,
}

const DOCUMENT = JSON.stringify({
  id: 7,
  name: 'ada lovelace',
  price: 12.5,
  tags: ['alpha', 'beta', 'gamma'],
  note: 'the quick brown fox jumps over the lazy dog, and the dog does not mind in the least, having seen foxes before',
  at: { lat: 51.5074, lon: -0.1278 },
  address: { street: '12 St James Square', city: 'London', country: 'GB' },
})

interface Call {
  readonly name: string
  readonly beside: string
  component(host: TestHost): number
  plain(): number
}

/** One component, its calls made by our binder and by the code that jco generates. */
interface Callers {
  readonly binder: TestHost
  readonly generated: TestHost
}

async function callersOf(bytes: Uint8Array): Promise<Callers> {
  const component = await transpiled(bytes)
  const [binder, generated] = await Promise.all(
    (['binder', 'generated'] as const).map((caller) => createComponentHost(component, loadModule, caller)),
  )
  const { info } = component
  return { binder: { host: binder as ComponentHost, info }, generated: { host: generated as ComponentHost, info } }
}

/** What one call of a component costs through the host, beside jco's and beside the same in plain JavaScript. */
export async function benchCalls(): Promise<void> {
  const [echo, record, json] = await Promise.all([
    callersOf(await fromWat(ECHO)),
    callersOf(await fromWat(RECORD_ECHO)),
    callersOf(readFileSync(join(ROOT, 'nodes-library/packages/json.wasm'))),
  ])
  const calls: readonly (Call & { readonly of: Callers })[] = [
    {
      name: 'add two u32',
      of: echo,
      beside: 'a + b',
      component: (host) => manyInOneRun(host, 'add', 1, 2),
      plain: () => nsPerTurn(CALLS, addPlainly),
    },
    ...[16, 1024].map((bytes) => ({ ...echoCall(bytes), of: echo })),
    {
      name: 'echo a record of ten fields',
      of: record,
      beside: 'structuredClone',
      component: (host) => manyInOneRun(host, 'echo', RECORD),
      plain: () => nsPerTurn(CALLS, () => void structuredClone(RECORD)),
    },
    {
      name: `json.set, ${DOCUMENT.length} bytes, a run of its own`,
      of: json,
      beside: 'JSON.parse, set, stringify',
      component: (host) => runsOfSet(host, 1),
      plain: () => nsPerTurn(CALLS, setPlainly),
    },
    {
      name: `json.set, ${DOCUMENT.length} bytes, one of five in a run`,
      of: json,
      beside: 'JSON.parse, set, stringify',
      component: (host) => runsOfSet(host, 5),
      plain: () => nsPerTurn(CALLS, setPlainly),
    },
  ]
  const subjects = calls.flatMap(({ name, of, component, plain }) => [
    { name, measure: async () => component(of.binder) },
    { name: `${name} by jco`, measure: async () => component(of.generated) },
    { name: `${name} plainly`, measure: async () => plain() },
  ])
  const rounds = await alternate(subjects, ROUNDS)
  printTitle('calls: one call of a component', rounds.othersCores)
  printTable(
    calls.map(({ name, beside }) => {
      const component = rounds.of(name)
      const generated = rounds.of(`${name} by jco`)
      const plain = rounds.of(`${name} plainly`)
      return [
        name,
        ns(median(component)),
        `${times(ratio(component, generated))} of jco (${ns(median(generated))})`,
        `${times(ratio(component, plain))} of ${beside} (${ns(median(plain))})`,
      ]
    }),
  )
}

function echoCall(bytes: number): Call {
  const text = 'x'.repeat(bytes)
  return {
    name: `echo a string of ${bytes} bytes`,
    beside: 'to UTF-8 and back',
    component: (host) => manyInOneRun(host, 'echo', text),
    plain: () => nsPerTurn(CALLS, () => void Buffer.from(text).toString()),
  }
}

function manyInOneRun(host: TestHost, path: string, ...args: readonly unknown[]): number {
  const instance = host.host.acquire(environmentOf())
  const fn = functionOf(host, path)
  const took = nsPerTurn(CALLS, () => callOrThrow(instance, fn, args))
  instance.release()
  return took
}

/** For each call, its share of getting the instance and of resetting it included. */
function runsOfSet(json: TestHost, callsPerRun: number): number {
  const environment = environmentOf()
  const set = functionOf(json, 'runnel:json/json.set')
  const args = [DOCUMENT, 'source', '"bench"']
  return (
    nsPerTurn(CALLS / callsPerRun, () => {
      const instance = json.host.acquire(environment)
      for (let left = callsPerRun; left > 0; left--) callOrThrow(instance, set, args)
      instance.release()
    }) / callsPerRun
  )
}

type Callable = TestHost['info']['functions'][number]

function functionOf({ info }: TestHost, path: string): Callable {
  const found = info.functions.find((fn) => fn.path === path)
  if (found === undefined) throw new Error(`there is no function ${path}`)
  return found
}

function callOrThrow(instance: ComponentInstance, fn: Callable, args: readonly unknown[]): void {
  const outcome = instance.call(fn, args)
  if (outcome instanceof Promise || !outcome.ok) throw new Error('a call of the bench failed')
}

let sum = 0
function addPlainly(): void {
  sum = (sum + 1) >>> 0
}

function setPlainly(): void {
  const document = JSON.parse(DOCUMENT) as Record<string, unknown>
  document['source'] = JSON.parse('"bench"')
  JSON.stringify(document)
}
