import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ComponentInstance } from '../../../shared/host/types.ts'
import { fromWat } from '../../components/build.ts'
import { environmentOf, hostOf, type TestHost } from '../../components/host.ts'
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
  component(): number
  plain(): number
}

/** What one call of a component costs through the host, beside the same in plain JavaScript. */
export async function benchCalls(): Promise<void> {
  const echo = await hostOf(await fromWat(ECHO))
  const json = await hostOf(readFileSync(join(ROOT, 'nodes-library/packages/json.wasm')))
  const calls: readonly Call[] = [
    {
      name: 'add two u32',
      beside: 'a + b',
      component: () => manyInOneRun(echo, 'add', 1, 2),
      plain: () => nsPerTurn(CALLS, addPlainly),
    },
    ...[16, 1024].map((bytes) => echoCall(echo, bytes)),
    {
      name: `json.set, ${DOCUMENT.length} bytes, a run of its own`,
      beside: 'JSON.parse, set, stringify',
      component: () => runsOfSet(json, 1),
      plain: () => nsPerTurn(CALLS, setPlainly),
    },
    {
      name: `json.set, ${DOCUMENT.length} bytes, one of five in a run`,
      beside: 'JSON.parse, set, stringify',
      component: () => runsOfSet(json, 5),
      plain: () => nsPerTurn(CALLS, setPlainly),
    },
  ]
  const subjects = calls.flatMap(({ name, component, plain }) => [
    { name, measure: async () => component() },
    { name: `${name} plainly`, measure: async () => plain() },
  ])
  const rounds = await alternate(subjects, ROUNDS)
  printTitle('calls: one call of a component', rounds.othersCores)
  printTable(
    calls.map(({ name, beside }) => {
      const component = rounds.of(name)
      const plain = rounds.of(`${name} plainly`)
      return [name, ns(median(component)), times(ratio(component, plain)), `of ${beside} (${ns(median(plain))})`]
    }),
  )
}

function echoCall(echo: TestHost, bytes: number): Call {
  const text = 'x'.repeat(bytes)
  return {
    name: `echo a string of ${bytes} bytes`,
    beside: 'to UTF-8 and back',
    component: () => manyInOneRun(echo, 'echo', text),
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
