import { beforeAll, describe, expect, it } from 'vitest'
import { fromJs } from '../../test/components/build.ts'
import { environmentOf, loadModule, transpiled, waitingCaller } from '../../test/components/host.ts'
import { keyvalueWit } from '../../test/components/keyvalue.wit.ts'
import { createComponentHost } from '../host/component-host.ts'
import type { ComponentHost } from '../host/types.ts'
import type { ComponentInfo } from '../wit/component.ts'
import type { Answer, Ask } from './ask.ts'
import { pack, unpack } from './packed.ts'
import { NO_POWERS, powersOf, type Powers } from './powers.ts'
import { createSimulation } from './simulate.ts'

const js = (draft: string) => `
import { open } from 'wasi:keyvalue/store@0.2.0-${draft}'
import * as atomics from 'wasi:keyvalue/atomics@0.2.0-${draft}'
import * as batch from 'wasi:keyvalue/batch@0.2.0-${draft}'
const bytes = (text) => Uint8Array.from([...text].map((character) => character.charCodeAt(0)))
const text = (given) => given === undefined || given === null ? null : String.fromCharCode(...given)
const thrown = (action) => { try { return action() } catch (error) { return error.payload ?? String(error) } }
const hello = { open, atomics, batch, bytes, text, thrown }
export { evaluate as eval }
function evaluate(code) {
  const value = new Function(...Object.keys(hello), 'return ' + code)(...Object.values(hello))
  return JSON.stringify(value === undefined ? null : value, (_, inner) =>
    typeof inner === 'bigint' ? Number(inner) : inner instanceof Uint8Array ? [...inner] : inner)
}`

const wit = (draft: string) => `
package test:keys@1.0.0;
world guest {
  import wasi:keyvalue/store@0.2.0-${draft};
  import wasi:keyvalue/atomics@0.2.0-${draft};
  import wasi:keyvalue/batch@0.2.0-${draft};
  export eval: func(code: string) -> string;
}`

interface Guest {
  readonly info: ComponentInfo
  hostWith(powers: Powers): Promise<ComponentHost>
}

const SETTINGS = { stores: ['default', 'other'] }
const GRANTED = powersOf(new Map([['wasi:keyvalue/store', SETTINGS]]))

function simulated(): (what: Ask) => Answer {
  const answer = createSimulation(() => {})
  return (what) => answer(what, { flow: 'f', node: 'n', settings: SETTINGS, answers: [] })
}

async function guest(draft: 'draft' | 'draft2'): Promise<Guest> {
  const component = await transpiled(await fromJs({ wit: wit(draft), deps: keyvalueWit(draft), js: js(draft), stubWasi: false }))
  return { info: component.info, hostWith: (powers) => createComponentHost(component, loadModule, 'binder', undefined, undefined, powers) }
}

/** What several evaluations of one run give. Answers come later, and as they come over a pipe. */
async function run({ info }: Guest, host: ComponentHost, answer: (what: Ask) => Answer, ...codes: readonly string[]): Promise<readonly unknown[]> {
  const ask = async (what: Ask): Promise<Answer> => unpack(pack(answer(unpack(pack(what)) as Ask))) as Answer
  const instance = host.acquire({ ...environmentOf(), ask })
  const given: unknown[] = []
  for (const code of codes) {
    const outcome = await waitingCaller({ info }, instance)('eval', code)
    given.push(outcome.ok ? JSON.parse(outcome.value as string) : `${outcome.kind}: ${outcome.message}`)
  }
  instance.release()
  return given
}

describe.each(['draft', 'draft2'] as const)('wasi:keyvalue 0.2.0-%s', (draft) => {
  let component: Guest
  let host: ComponentHost
  beforeAll(async () => {
    component = await guest(draft)
    host = await component.hostWith(GRANTED)
  }, 60_000)

  it.each([
    ['gives what was set', ["open('').set('a', bytes('one'))", "text(open('default').get('a'))"], [null, 'one']],
    ['keeps stores apart', ["open('').set('a', bytes('one'))", "open('other').exists('a')"], [null, false]],
    ['forgets what was deleted', ["open('').set('a', bytes('one'))", "open('').delete('a')", "open('').get('a')"], [null, null, null]],
    ['lists keys in order', ["['b', 'a', 'ä'].forEach((key) => open('').set(key, bytes('')))", "open('').listKeys(undefined).keys"], [null, ['a', 'b', 'ä']]],
    ['counts', ["atomics.increment(open(''), 'n', 2)", "atomics.increment(open(''), 'n', 3)", "text(open('').get('n'))"], [2, 5, '5']],
    ['says that no number is there', ["open('').set('n', bytes('x'))", "thrown(() => atomics.increment(open(''), 'n', 1))"], [null, { tag: 'other', val: 'The value of n is not a number.' }]],
    ['takes many at once', ["batch.setMany(open(''), [['a', bytes('1')], ['b', bytes('2')]])", "batch.getMany(open(''), ['a', 'x']).map((one) => one && [one[0], text(one[1])])"], [null, [['a', '1'], null]]],
    ['has only the stores that are granted', ["thrown(() => open('third'))"], [{ tag: 'no-such-store' }]],
  ])('%s', async (_, codes, expected) => {
    expect(await run(component, host, simulated(), ...codes)).toEqual(expected)
  })

  it('fails the call without a grant, and says which', async () => {
    const refused = await run(component, await component.hostWith(NO_POWERS), simulated(), "open('')")
    expect(refused).toEqual([`no-grant: The component calls wasi:keyvalue/store@0.2.0-${draft}#open, and this node has no grant for it: add wasi:keyvalue/store`])
  })

  it('fails the call when the other side refuses, whatever the component catches', async () => {
    const no: Answer = { ok: false, kind: 'refused', reason: 'no-grant', message: 'The node n has no grant.' }
    expect(await run(component, host, () => no, "thrown(() => open('').get('a'))")).toEqual(['no-grant: The node n has no grant.'])
  })
})

it('compares and swaps', async () => {
  const component = await guest('draft2')
  const host = await component.hostWith(GRANTED)
  const swap = `(() => {
    const cas = atomics.Cas.new(open(''), 'a')
    const before = text(cas.current())
    open('').set('a', bytes('meanwhile'))
    const lost = thrown(() => atomics.swap(cas, bytes('mine')))
    const now = text(lost.val.current())
    atomics.swap(lost.val, bytes('mine'))
    return [before, lost.tag, now, text(open('').get('a'))]
  })()`
  expect(await run(component, host, simulated(), swap)).toEqual([[null, 'cas-failed', 'meanwhile', 'mine']])
}, 60_000)
