import { expect, it } from 'vitest'
import { fromWat } from '../../test/components/build.ts'
import { callOnce, environmentOf, loadModule, transpiled } from '../../test/components/host.ts'
import { createComparedHost } from './compared.ts'

const minusOne = async (type: string) => transpiled(await fromWat(`
  (component
    (core module $m (func (export "run") (result i32) (i32.const -1)))
    (core instance $i (instantiate $m))
    (func (export "run") (result ${type}) (canon lift (core func $i "run"))))`))

it('a call on which binder and generated code do not agree fails and says what each gave', async () => {
  const unsigned = await minusOne('u32')
  const { source } = await minusOne('s32')
  const host = await createComparedHost({ ...unsigned, source }, loadModule)
  expect(callOnce({ host, info: unsigned.info }, 'run')).toEqual({
    ok: false,
    kind: 'thrown',
    message: 'The binder gives {"ok":true,"value":4294967295}, the generated code {"ok":true,"value":-1}',
  })
})

it('both see the same randomness and clocks', async () => {
  const component = await transpiled(await fromWat(`
    (component
      (import "wasi:random/random@0.2.3" (instance $random (export "get-random-u64" (func (result u64)))))
      (import "wasi:clocks/monotonic-clock@0.2.3" (instance $clock (export "now" (func (result u64)))))
      (core func $random (canon lower (func $random "get-random-u64")))
      (core func $now (canon lower (func $clock "now")))
      (core module $m
        (import "" "random" (func $random (result i64)))
        (import "" "now" (func $now (result i64)))
        (func (export "run") (result i64) (i64.add (call $random) (call $now))))
      (core instance $i (instantiate $m (with "" (instance (export "random" (func $random)) (export "now" (func $now))))))
      (func (export "run") (result u64) (canon lift (core func $i "run"))))`))
  const host = await createComparedHost(component, loadModule)
  const environment = environmentOf([], 1)
  let nowMs = 1
  const instance = host.acquire({ ...environment, nowMs: () => nowMs++ })
  const [fn] = component.info.functions
  expect([instance.call(fn!, []), instance.call(fn!, [])]).toEqual([
    { ok: true, value: 0x0706050403020100n + 1_000_000n },
    { ok: true, value: 0x0f0e0d0c0b0a0908n + 2_000_000n },
  ])
  instance.release()
})
