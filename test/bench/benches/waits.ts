import { powersOf } from '../../../shared/capabilities/powers.ts'
import { createSimulation } from '../../../shared/capabilities/simulate.ts'
import { createComponentHost } from '../../../shared/host/component-host.ts'
import type { ComponentHost, ComponentInstance, HostEnvironment } from '../../../shared/host/types.ts'
import { fromWat } from '../../components/build.ts'
import { environmentOf, loadModule, transpiled } from '../../components/host.ts'
import { median } from '../measure/median.ts'
import { alternate, ratio } from '../measure/rounds.ts'
import { ns, printTable, printTitle, times } from '../measure/table.ts'

const ROUNDS = 7
const CALLS = 20_000
const AT_ONCE = 1_000

/** Adds, and imports what it does not call. */
const KEEPER = `
(component
  (import "wasi:keyvalue/store@0.2.0-draft2" (instance $store
    (export "bucket" (type $bucket (sub resource)))
    (export "error" (type $error (eq $error-shape)))
    (export "open" (func (param "identifier" string) (result (result (own $bucket) (error $error)))))))
  (core module $m (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))
  (core instance $i (instantiate $m))
  (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))`
  .replace('(import', '(type $error-shape (variant (case "no-such-store") (case "access-denied") (case "other" string)))\n  (import')

/** Adds, and opens a store before. */
const OPENER = KEEPER
  .replace('(core module $m (func', `(alias export $store "bucket" (type $own))
  (core module $libc (memory (export "memory") 1) (func (export "realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024)))
  (core instance $libc (instantiate $libc))
  (core func $open (canon lower (func $store "open") (memory (core memory $libc "memory")) (realloc (core func $libc "realloc"))))
  (core func $drop (canon resource.drop $own))
  (core module $m
    (import "" "open" (func $open (param i32 i32 i32)))
    (import "" "drop" (func $drop (param i32)))
    (import "" "memory" (memory 1))
    (func`)
  .replace('(i32.add (local.get 0) (local.get 1))))', `(call $open (i32.const 0) (i32.const 0) (i32.const 64))
      (call $drop (i32.load (i32.const 68)))
      (i32.add (local.get 0) (local.get 1))))`)
  .replace('(instantiate $m)', '(instantiate $m (with "" (instance (export "open" (func $open)) (export "drop" (func $drop)) (export "memory" (memory $libc "memory")))))')

const GRANTED = powersOf(new Map([['wasi:keyvalue/store', {}]]))

/** What it costs that a component may wait for what it imports: suspended by the JavaScript engine (JSPI). */
export async function benchWaits(): Promise<void> {
  const [keeper, opener] = await Promise.all([fromWat(KEEPER), fromWat(OPENER)].map(async (bytes) => transpiled(await bytes)))
  const plain = await createComponentHost(keeper!, loadModule)
  const waiting = await createComponentHost(keeper!, loadModule, 'binder', undefined, undefined, GRANTED)
  const asking = await createComponentHost(opener!, loadModule, 'binder', undefined, undefined, GRANTED)
  const fn = keeper!.info.functions[0]!
  const askingFn = opener!.info.functions[0]!

  const inTurn = async (host: ComponentHost, of = fn): Promise<number> => {
    const instance = host.acquire(answering())
    const begin = process.hrtime.bigint()
    for (let call = 0; call < CALLS; call += 1) await finished(instance, of)
    const spent = Number(process.hrtime.bigint() - begin)
    instance.release()
    return spent / CALLS
  }
  /** Each in an instance of its own, all suspended at the same time. */
  const atOnce = async (): Promise<number> => {
    const instances = Array.from({ length: AT_ONCE }, () => asking.acquire(answering()))
    const begin = process.hrtime.bigint()
    await Promise.all(instances.map((instance) => finished(instance, askingFn)))
    const spent = Number(process.hrtime.bigint() - begin)
    for (const instance of instances) instance.release()
    return spent / AT_ONCE
  }
  const subjects = [
    { name: 'a call that cannot wait', measure: () => inTurn(plain) },
    { name: 'a call that could wait, and does not', measure: () => inTurn(waiting) },
    { name: 'a call that waits once, answered at once', measure: () => inTurn(asking, askingFn) },
    { name: `the same, ${AT_ONCE} at once, each with an instance of its own`, measure: atOnce },
  ]
  const rounds = await alternate(subjects, ROUNDS)
  const base = rounds.of(subjects[0]!.name)
  printTitle('Waiting for the host', rounds.othersCores)
  printTable(subjects.map(({ name }) =>
    [name, ns(median(rounds.of(name))), times(ratio(rounds.of(name), base)), 'of one that cannot']))
}

async function finished(instance: ComponentInstance, fn: Parameters<ComponentInstance['call']>[0]): Promise<void> {
  const outcome = await instance.call(fn, [1, 2])
  if (!outcome.ok) throw new Error(outcome.message)
}

function answering(): HostEnvironment {
  const simulation = createSimulation(() => {})
  return { ...environmentOf(), ask: async (what) => simulation(what, { flow: 'f', node: 'n', settings: {}, answers: [] }) }
}
