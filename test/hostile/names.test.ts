import { describe, expect, it } from 'vitest'
import { fromWat } from '../components/build.ts'
import { add, added, attack, deploy } from './target.ts'
import { expectUnharmed } from './unharmed.ts'

// shared/admission/check-limits.test.ts has every position; here are some of them at the door.

expectUnharmed()

describe('a name that is more than a name is refused where it comes in', () => {
  it.each([
    ['a core import', '(core module $m (import "a`${process.exit()}`" "b" (func)))', 'nameCharacters'],
    ['a core export', '(core module $m (func (export "a\\27];process.exit();[\\27")))', 'nameCharacters'],
    ['an alias', '(core module $m (func (export "a"))) (core instance $i (instantiate $m)) (alias core export $i "b\\22" (core func))', 'nameCharacters'],
    ['a line break', '(core module $m (func (export "a\\0a")))', 'nameCharacters'],
    ['a line separator', '(core module $m (func (export "a\\e2\\80\\a8")))', 'nameCharacters'],
    ['a very long name', `(core module $m (func (export "${'x'.repeat(5_000)}")))`, 'nameLength'],
    ['an export called then', '(core module $m (func (export "then")))', 'exportName'],
    ['an export called __proto__', '(core module $m (memory (export "__proto__") 1))', 'exportName'],
    ['an export called constructor', '(import "f" (func $f)) (export "constructor" (func $f))', 'exportName'],
    ['a bundle of exports', '(import "f" (func $f)) (instance (export "then" (func $f)))', 'exportName'],
  ])('%s', async (_, fields, limit) =>
    expect(await add(await fromWat(`(component ${fields})`))).toEqual({
      code: 'limit', message: expect.stringContaining(`the limit "${limit}" is`),
    }))
})

describe('an import by the name of something of the host reaches nothing', () => {
  it.each([
    ['node:fs/promises', 'open'],
    ['node:child-process/spawn', 'exec'],
    ['fs', null], ['process', null], ['global-this', null], ['require', null], ['eval', null],
  ])('%s', async (name, fn) => {
    const imported = fn === null
      ? `(import "${name}" (func $asked))`
      : `(import "${name}" (instance $host (export "${fn}" (func)))) (alias export $host "${fn}" (func $asked))`
    const of = await added(await fromWat(`(component ${imported}
      (core func $asked (canon lower (func $asked)))
      (core module $m (import "" "ask" (func $ask)) (func (export "run") (call $ask)))
      (core instance $i (instantiate $m (with "" (instance (export "ask" (func $asked))))))
      (func (export "run") (canon lift (core func $i "run"))))`))
    const live = await deploy(attack(of, 'run'))
    const failure = await live.failure()
    await live.remove()
    expect(failure).toEqual({
      kind: 'no-import', node: 'attacker', attempt: 1, payload: 'null',
      message: `The component calls ${fn === null ? name : `${name}#${fn}`}, and nothing provides that here`,
    })
  })
})
