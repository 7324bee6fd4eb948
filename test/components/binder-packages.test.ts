import { beforeAll, describe, expect, it } from 'vitest'
import { examplesOf, failureOf } from '../../nodes-library/build/examples.ts'
import type { ExampleCase, Outcome as Ports } from '../../nodes-library/build/examples.ts'
import { manifestOf } from '../../nodes-library/build/manifest.ts'
import { readIndex, readPackage } from '../../nodes-library/build/package-index.ts'
import { createComparedHost } from '../../shared/host/compared.ts'
import type { ComponentHost, TranspiledComponent } from '../../shared/host/types.ts'
import { fromJson, toJson } from '../../shared/wit/json-form.ts'
import type { WitType } from '../../shared/wit/types.ts'
import { environmentOf, loadModule, sync, transpiled } from './host.ts'

const packages = await Promise.all((await readIndex()).map(async ({ name, file }) => {
  const bytes = await readPackage(file)
  return { name, bytes, manifest: manifestOf(bytes) }
}))

describe.each(packages)('$name, called by the binder and by the generated code', ({ bytes, manifest }) => {
  let component: TranspiledComponent
  let host: ComponentHost
  beforeAll(async () => {
    component = await transpiled(bytes)
    host = await createComparedHost(component, loadModule)
  }, 60_000)

  it('is linked', () => expect(component.binding.kind).toBe('linked'))

  it.each(examplesOf(manifest))('$path: $title', (example) => expect(failureOf(example, call(example))).toBe(null))

  function call({ path, in: inputs }: ExampleCase): Ports {
    const fn = component.info.functions.find((each) => each.path === path)!
    const instance = host.acquire(environmentOf())
    try {
      const outcome = sync(instance.call(fn, fn.params.map(({ name, type }) => fromJson(inputs[name] ?? null, type))))
      return outcome.ok ? portsOf(outcome.value, fn.result) : { failed: outcome.message }
    } finally {
      instance.release()
    }
  }
})

/** What a call gives, by output port. */
function portsOf(value: unknown, type: WitType | null): Ports {
  if (type === null) return { done: null }
  if (type.kind === 'option') return value === undefined ? { none: null } : { out: toJson(value, type.some) }
  if (type.kind !== 'result') return { out: toJson(value, type) }
  const { tag, val } = value as { readonly tag: 'ok' | 'err'; readonly val: unknown }
  if (tag === 'err') return { err: type.err === null ? null : toJson(val, type.err) }
  return type.ok === null ? { done: null } : { out: toJson(val, type.ok) }
}
