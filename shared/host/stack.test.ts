import { beforeAll, describe, expect, it } from 'vitest'
import { fromJs } from '../../test/components/build.ts'
import { environmentOf, loadModule, transpiled, waitingCaller } from '../../test/components/host.ts'
import { keyvalueWit } from '../../test/components/keyvalue.wit.ts'
import { powersOf } from '../capabilities/powers.ts'
import { createSimulation } from '../capabilities/simulate.ts'
import { createComponentHost } from './component-host.ts'
import type { Filling } from './stack.ts'
import type { TranspiledComponent } from './types.ts'

const STORE = 'wasi:keyvalue/store@0.2.0-draft2'
const deps = keyvalueWit('draft2')

const CALLER = {
  wit: `package test:caller@1.0.0;
    world caller { import ${STORE}; export keep: func(key: string, value: list<u8>) -> result<list<u8>, string>; }`,
  js: `import { open } from '${STORE}'
    export function keep(key, value) {
      const bucket = open('')
      bucket.set(key, value)
      return bucket.get(key)
    }`,
}

/** Its buckets hold the host's, under keys of their own, and give one more than what is there. */
const between = (prefix: string, get: string) => ({
  wit: `package test:between@1.0.0;
    world between { import ${STORE}; export ${STORE}; }`,
  js: `import { open as openInner } from '${STORE}'
    class Bucket {
      constructor(inner) { this.inner = inner }
      get(key) { const given = this.inner.get('${prefix}' + key); ${get} }
      set(key, value) { this.inner.set('${prefix}' + key, value) }
      delete(key) { this.inner.delete('${prefix}' + key) }
      exists(key) { return this.inner.exists('${prefix}' + key) }
      listKeys(cursor) { return this.inner.listKeys(cursor) }
    }
    export const store = { Bucket, open: (name) => new Bucket(openInner(name)) }`,
})
const MORE = 'return given && given.map((byte) => byte + 1)'

async function built({ wit, js }: { readonly wit: string; readonly js: string }): Promise<TranspiledComponent> {
  return transpiled(await fromJs({ wit, deps, js, stubWasi: false }))
}

async function kept(component: TranspiledComponent, ...fillings: readonly Filling[]): Promise<{ readonly given: unknown; readonly keys: readonly string[] }> {
  const powers = powersOf(new Map([['wasi:keyvalue/store', {}]]))
  const host = await createComponentHost(component, loadModule, 'binder', undefined, undefined, powers, fillings)
  const simulation = createSimulation(() => {})
  const keys: string[] = []
  const instance = host.acquire({
    ...environmentOf(),
    async ask(what) {
      if (what.capability === 'wasi:keyvalue/store' && what.op === 'set') keys.push(...what.entries.map(([key]) => key))
      return simulation(what, { flow: 'f', node: 'n', settings: {}, answers: [] })
    },
  })
  const outcome = await waitingCaller(component, instance)('keep', 'a', Uint8Array.of(1, 2))
  instance.release()
  return { given: outcome.ok ? outcome.value : `${outcome.kind}: ${outcome.message}`, keys }
}

describe('what stands between a component and the host', () => {
  let caller: TranspiledComponent
  let more: TranspiledComponent
  beforeAll(async () => {
    [caller, more] = await Promise.all([built(CALLER), built(between('x/', MORE))])
  }, 60_000)
  const filling = (component: TranspiledComponent, name = 'between'): Filling => ({ import: STORE, name, component, operator: false })

  it('is not there unless it is asked for', async () => {
    expect(await kept(caller)).toEqual({ given: { tag: 'ok', val: Uint8Array.of(1, 2) }, keys: ['a'] })
  })

  it('sees and changes all that passes', async () => {
    expect(await kept(caller, filling(more))).toEqual({ given: { tag: 'ok', val: Uint8Array.of(2, 3) }, keys: ['x/a'] })
  })

  it('may be several, the first one next to the component', async () => {
    const other = await built(between('y/', 'return given && given.map((byte) => byte * 10)'))
    expect(await kept(caller, filling(more), filling(other))).toEqual({ given: { tag: 'ok', val: Uint8Array.of(11, 21) }, keys: ['y/x/a'] })
  }, 60_000)

  it('is named by what fails in it', async () => {
    const broken = await built(between('', 'throw new Error("no")'))
    expect((await kept(caller, filling(broken, 'broken'))).given).toMatch(/^trap: In the middleware broken: /)
  }, 60_000)
})
