import { transpileBytes } from '@bytecodealliance/jco-transpile'
import type { Json } from '../../shared/json/json.ts'
import { fromJson, toJson } from '../../shared/wit/json-form.ts'
import type { WitType } from '../../shared/wit/types.ts'
import { memberOf } from '../../shared/wit/value.ts'
import type { Caller, Outcome } from './examples.ts'
import { manifestOf } from './manifest.ts'
import { parseWit } from './wit.ts'
import type { WitFunction } from './wit.ts'

type Instance = Readonly<Record<string, Readonly<Record<string, (...args: readonly unknown[]) => unknown>>>>

interface Generated {
  instantiate(core: (name: string) => WebAssembly.Module, imports: object): Instance
}

/**
 * Calls a built package through jco's own glue, independently of Runnel's host: what the packages are built against.
 * `imports` is for components that ask for WASI. All calls go to one instance.
 */
export async function jcoCaller(component: Uint8Array, imports: object = {}): Promise<Caller> {
  const instance = await instantiate(component, imports)
  const functions = new Map(parseWit(manifestOf(component).wit).functions.map((func) => [func.path, func]))
  return async (path, inputs) => {
    const func = functions.get(path)
    if (!func) throw new Error(`the package has no function ${path}`)
    return call(instance, func, inputs)
  }
}

export async function instantiate(component: Uint8Array, imports: object): Promise<Instance> {
  const { files } = await transpileBytes(component, {
    name: 'package', instantiation: 'sync', base64Cutoff: 0, nodejsCompat: false, noComponentErrorWrapping: true,
  })
  // jco 1.35's decoder takes a leading U+FEFF out of every string.
  const source = Buffer.from(new TextDecoder().decode(files['package.js'])
    .replace('new TextDecoder()', "new TextDecoder('utf-8', { ignoreBOM: true })")).toString('base64')
  const { instantiate } = (await import(`data:text/javascript;base64,${source}`)) as Generated
  return instantiate((name) => new WebAssembly.Module(files[name] as Uint8Array<ArrayBuffer>), imports)
}

function call(instance: Instance, func: WitFunction, inputs: Readonly<Record<string, Json>>): Outcome {
  const target = instance[func.coreName.split('#')[0] as string]?.[memberOf(func.name)]
  if (!target) throw new Error(`the component does not export ${func.path}`)
  const args = func.params.map(({ name, type }) => fromJson(inputs[name] ?? null, type))
  try {
    return resultPorts(target(...args), func.result)
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError || func.result?.kind !== 'result') return { failed: String(error) }
    return { err: func.result.err ? toJson(error, func.result.err) : null }
  }
}

/** What a call returned, by output port. jco throws the `err` of a result, so that one does not come here. */
function resultPorts(value: unknown, type: WitType | null): Outcome {
  if (type === null) return { done: null }
  if (type.kind === 'option') return value === undefined ? { none: null } : { out: toJson(value, type.some) }
  if (type.kind !== 'result') return { out: toJson(value, type) }
  return type.ok === null ? { done: null } : { out: toJson(value, type.ok) }
}
