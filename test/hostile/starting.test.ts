import { afterEach, expect, it } from 'vitest'
import { fromWat } from '../components/build.ts'
import { added, attack, deploy, type Live } from './target.ts'
import { expectUnharmed } from './unharmed.ts'

expectUnharmed()

const withCore = (core: string): string => `(component
  (core module $m ${core} (func (export "run")))
  (core instance $i (instantiate $m))
  (func (export "run") (canon lift (core func $i "run"))))`

const repeated = (count: number, text: (index: number) => string): string => Array.from({ length: count }, (_, index) => text(index)).join('\n')

/** What a deployment is refused with. */
async function refusalOf(wat: string, limits?: { readonly modules: number }): Promise<string> {
  const of = await added(await fromWat(wat))
  let live: Live
  try {
    live = await deploy(attack(of, 'run', {}, limits === undefined ? {} : { policy: { limits } }))
  } catch (error) {
    return (error as Error).message
  }
  await live.remove()
  return 'nothing'
}

it.each([
  ['a start that never ends', withCore('(func $s (loop (br 0))) (start $s)'), 'The component hostile.wasm did not finish its start within 5000 ms. Take it out of the flow.'],
  ['a memory that begins with more than it may have', withCore('(memory 2000)'), "The component's memory begins with 125 MiB, and limits.memoryBytes allows 64 MiB. Raise it for this node, or for all in policy.limits."],
  ['many memories that do together', `(component
    ${repeated(20, (index) => `(core module $m${index} (memory 100) (func (export "run"))) (core instance $i${index} (instantiate $m${index}))`)}
    (func (export "run") (canon lift (core func $i0 "run"))))`, "The component's memory begins with 125 MiB, and limits.memoryBytes allows 64 MiB. Raise it for this node, or for all in policy.limits."],
  ['one module instantiated until they do', `(component
    (core module $m (memory 100) (func (export "run")))
    ${repeated(20, (index) => `(core instance $i${index} (instantiate $m))`)}
    (func (export "run") (canon lift (core func $i0 "run"))))`, "The component's memory begins with 125 MiB, and limits.memoryBytes allows 64 MiB. Raise it for this node, or for all in policy.limits."],
])('a deployment with %s is refused', async (_, wat, message) => expect(await refusalOf(wat)).toBe(message))

it('a deployment with more core modules than it may have is refused', async () => {
  const modules = `(component
    ${repeated(6, (index) => `(core module $m${index} (func (export "run")))(core instance $i${index} (instantiate $m${index}))`)}
    (func (export "run") (canon lift (core func $i0 "run"))))`
  expect(await refusalOf(modules, { modules: 5 })).toMatch(/^The components have \d+ core modules together, and policy\.limits\.modules allows 5\. Raise it, or use fewer packages\.$/)
})

let live: Live | null = null
afterEach(async () => {
  await live?.remove()
  live = null
})

it.each([
  ['a trap at its start', withCore('(func $s unreachable) (start $s)'), 'trap', /unreachable/],
  ['a start that wants all memory', withCore('(memory 1) (func $s (loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) (unreachable)) (start $s)'), 'trap', /unreachable/],
  ['many memories that may become large', `(component
    (core module $m (memory 1) (func (export "run") (loop (br_if 0 (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))) (unreachable)))
    ${repeated(60, (index) => `(core instance $i${index} (instantiate $m))`)}
    (func (export "run") (canon lift (core func $i0 "run"))))`, 'trap', /unreachable/],
])('a component with %s fails its own run', async (_, wat, kind, message) => {
  live = await deploy(attack(await added(await fromWat(wat)), 'run'))
  expect(await live.failure()).toMatchObject({ kind, node: 'attacker', message: expect.stringMatching(message) })
})

it.each([
  ['loops', '(loop (br 0)) (unreachable)', 'timeout', /did not return within 700 ms/],
  ['takes all memory', '(loop (br_if 0 (i32.ne (memory.grow (i32.const 16)) (i32.const -1)))) (i32.const -1)', 'bad-value', /reach out of the memory/],
  ['calls itself', '(call $realloc (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))', 'trap', /stack overflow/],
])('a realloc that %s fails its own run', async (_, realloc, kind, message) => {
  const of = await added(await fromWat(`(component
    (core module $m
      (memory (export "memory") 1)
      (func $realloc (export "realloc") (param i32 i32 i32 i32) (result i32) ${realloc})
      (func (export "take") (param i32 i32)))
    (core instance $i (instantiate $m))
    (func (export "take") (param "text" string)
      (canon lift (core func $i "take") (memory (core memory $i "memory")) (realloc (core func $i "realloc")))))`))
  live = await deploy(attack(of, 'take', { in: { text: { value: 'some text' } } }))
  expect(await live.failure()).toMatchObject({ kind, node: 'attacker', message: expect.stringMatching(message) })
})
