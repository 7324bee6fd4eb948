import { componentEmbed, componentNew, parse } from '@bytecodealliance/jco-transpile/wasm-tools'
import { transpile } from '../../runtime/admission/transpile.ts'
import { loadModule } from './host.ts'
import { ImportError } from '../../shared/host/refusal.ts'
import type { WitType } from '../../shared/wit/types.ts'
import { memberOf } from '../../shared/wit/value.ts'
import type { CoreType } from '../../shared/binder/abi/call.ts'
import { createCodecs } from '../../shared/binder/abi/codec-of.ts'
import { functionCodec } from '../../shared/binder/abi/function-codec.ts'
import type { BindType } from '../../shared/binder/bind-type.ts'
import { createBinding } from '../../shared/binder/binding.ts'
import { hostSource } from '../../shared/binder/host-imports.ts'
import { linkComponent } from '../../shared/binder/link/link-component.ts'
import type { StringEncoding } from '../../shared/binder/plan.ts'

// Components that give back what they get, in the ways in which a value can pass, to be called by the binder and by jco.

/** Known types as what they are made of, which is all that is lifted and lowered. */
export function structural(type: WitType): BindType {
  switch (type.kind) {
    case 'known':
      return type.name === 'image' ? { kind: 'list', item: { kind: 'u8' } } : { kind: type.name === 'timestamp' ? 's64' : 'string' }
    case 'list': return { kind: 'list', item: structural(type.item) }
    case 'option': return { kind: 'option', some: structural(type.some) }
    case 'result': return { kind: 'result', ok: type.ok && structural(type.ok), err: type.err && structural(type.err) }
    case 'tuple': return { kind: 'tuple', items: type.items.map(structural) }
    case 'record':
      return { kind: 'record', fields: type.fields.map(({ name, type }) => ({ name, type: structural(type) })) }
    case 'variant':
      return { kind: 'variant', cases: type.cases.map(({ name, type }) => ({ name, type: type && structural(type) })) }
    case 'var': case 'unusable': throw new Error(`no component takes ${type.kind}`)
    default: return type
  }
}

/** Writes types as WIT; those that WIT wants to have a name are declared. */
function createPrinter(): { readonly declarations: string[]; print(type: BindType): string } {
  const declarations: string[] = []
  const declare = (keyword: string, members: readonly string[]): string => {
    const name = `t${declarations.length}`
    declarations.push(`${keyword} ${name} { ${members.join(', ')} }`)
    return name
  }
  const print = (type: BindType): string => {
    switch (type.kind) {
      case 'list': return `list<${print(type.item)}>`
      case 'option': return `option<${print(type.some)}>`
      case 'tuple': return `tuple<${type.items.map(print).join(', ')}>`
      case 'result':
        if (type.err === null) return type.ok === null ? 'result' : `result<${print(type.ok)}>`
        return `result<${type.ok === null ? '_' : print(type.ok)}, ${print(type.err)}>`
      case 'record': return declare('record', type.fields.map((field) => `%${field.name}: ${print(field.type)}`))
      case 'variant':
        return declare('variant', type.cases.map((each) => `%${each.name}${each.type === null ? '' : `(${print(each.type)})`}`))
      case 'enum': return declare('enum', type.cases.map((each) => `%${each}`))
      case 'flags': return declare('flags', type.flags.map((each) => `%${each}`))
      case 'own':
      case 'borrow': throw new Error('handles are not echoed')
      default: return type.kind
    }
  }
  return { declarations, print }
}

const SPILL = Array.from({ length: 16 }, (_, index) => `p${index}: u64`).join(', ')
const RESULT_AREA = 65_536
const NOTES = 4_096
const HEAP = 131_072

/** Core values that were passed are noted, for `digest`. */
const note = (type: CoreType, value: string): string => `(call $note ${{
  i32: `(i64.extend_i32_u ${value})`,
  i64: value,
  f32: `(i64.extend_i32_u (i32.reinterpret_f32 ${value}))`,
  f64: `(i64.reinterpret_f64 ${value})`,
}[type]})`

/**
 * For each type T three functions: `echo-in-memory-N-x` gets a T and gives it back, both in memory; `take-N` hands it on to an
 * import as it came, flat when that fits; `give-N` hands on what an import gives.
 */
export async function echoComponent(types: readonly BindType[], encoding: StringEncoding): Promise<Uint8Array> {
  const { declarations, print } = createPrinter()
  const codecOf = createCodecs()
  const members: string[] = ['export digest: func() -> u64;']
  const coreImports: string[] = []
  const coreFuncs: string[] = []
  types.forEach((type, index) => {
    const wit = print(type)
    members.push(
      `export echo-in-memory-${index}-x: func(v: tuple<${wit}, u8>, ${SPILL}) -> tuple<${wit}, u8>;`,
      `import taken-${index}-x: func(v: ${wit});`, `export take-${index}-x: func(v: ${wit});`,
      `import given-${index}-x: func() -> ${wit};`, `export give-${index}-x: func() -> ${wit};`,
    )
    const { spilled, resultSpills } = functionCodec({ params: [{ name: 'v', type }], result: type }, codecOf)
    const flat = codecOf(type).flat
    const params: readonly CoreType[] = spilled === null ? flat : ['i32']
    const param = params.map((each) => `(param ${each})`).join(' ')
    const gets = params.map((_, at) => `(local.get ${at})`).join(' ')
    const notes = params.map((each, at) => note(each, `(local.get ${at})`)).join(' ')
    coreImports.push(
      `(import "$root" "taken-${index}-x" (func $taken-${index}-x ${param}))`,
      `(import "$root" "given-${index}-x" (func $given-${index}-x ${resultSpills ? '(param i32)' : `(result ${flat[0]})`}))`,
    )
    coreFuncs.push(
      `(func (export "echo-in-memory-${index}-x") (param i32) (result i32) (local.get 0))`,
      `(func (export "take-${index}-x") ${param} ${notes} (call $taken-${index}-x ${gets}))`,
      resultSpills
        ? `(func (export "give-${index}-x") (result i32) (call $given-${index}-x (i32.const ${RESULT_AREA})) (i32.const ${RESULT_AREA}))`
        : `(func (export "give-${index}-x") (result ${flat[0]}) (local $v ${flat[0]})
            (local.set $v (call $given-${index}-x)) ${note(flat[0]!, '(local.get $v)')} (local.get $v))`,
    )
  })
  const wit = `package test:echo; interface all { ${declarations.join('\n')} } world w {
    ${declarations.length === 0 ? '' : `use all.{${declarations.map((_, index) => `t${index}`).join(', ')}};`}
    ${members.join('\n')} }`
  const core = await parse(`(module ${coreImports.join('\n')}
    (memory (export "memory") 3)
    (global $next (mut i32) (i32.const ${HEAP}))
    ${REALLOC}
    ${DIGEST}
    ${coreFuncs.join('\n')})`)
  const stringEncoding = encoding === 'latin1+utf16' ? 'compact-utf16' : encoding
  return componentNew(await componentEmbed({ binary: core, witSource: wit, world: 'w', stringEncoding }))
}

/** Takes what was not taken before, with more memory when that is needed. Nothing is freed. */
const REALLOC = `
  (func (export "cabi_realloc") (param $old i32) (param $oldSize i32) (param $align i32) (param $size i32) (result i32)
    (local $at i32)
    (local.set $at (i32.and (i32.add (global.get $next) (i32.sub (local.get $align) (i32.const 1))) (i32.sub (i32.const 0) (local.get $align))))
    (global.set $next (i32.add (local.get $at) (local.get $size)))
    (block $enough
      (loop $grow
        (br_if $enough (i32.le_u (global.get $next) (i32.mul (memory.size) (i32.const 65536))))
        (drop (memory.grow (i32.const 1)))
        (br $grow)))
    (local.get $at))`

/** Of everything that was allocated, of the place for results and of the notes, which begin anew. FNV-1a. */
const DIGEST = `
  (global $noted (mut i32) (i32.const ${NOTES}))
  (func $note (param $value i64)
    (i64.store (global.get $noted) (local.get $value))
    (global.set $noted (i32.add (global.get $noted) (i32.const 8))))
  (func $hash (param $hash i64) (param $at i32) (param $end i32) (result i64)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (local.set $hash (i64.mul (i64.xor (local.get $hash) (i64.load8_u (local.get $at))) (i64.const 0x100000001b3)))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))
    (local.get $hash))
  (func (export "digest") (result i64) (local $hash i64)
    (local.set $hash (call $hash (i64.const 0xcbf29ce484222325) (i32.const ${NOTES}) (global.get $noted)))
    (local.set $hash (call $hash (local.get $hash) (i32.const ${RESULT_AREA}) (i32.const ${RESULT_AREA + 8192})))
    (local.set $hash (call $hash (local.get $hash) (i32.const ${HEAP}) (global.get $next)))
    (global.set $noted (i32.const ${NOTES}))
    (global.set $next (i32.const ${HEAP}))
    (memory.fill (i32.const ${RESULT_AREA}) (i32.const 0) (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const ${RESULT_AREA})))
    (local.get $hash))`

/** Calls of an echo component's functions: what comes back, or what was thrown. */
export interface Echo {
  memory(index: number, value: unknown): unknown
  take(index: number, value: unknown): unknown
  give(index: number, value: unknown): unknown
  /** What was lowered since the last digest, byte by byte: lifting may make the opposite mistake. */
  digest(): unknown
}

/** What passes between an import and its host. */
interface Passed {
  value: unknown
}

function importsOf(types: readonly BindType[], passed: Passed): object {
  const imports: Record<string, object> = {}
  types.forEach((type, index) => {
    imports[`taken-${index}-x`] = { default: (value: unknown) => { passed.value = value } }
    imports[`given-${index}-x`] = { default: () => (type.kind === 'result' ? thrownOrReturned(passed.value) : passed.value) }
  })
  return imports
}

function thrownOrReturned(value: unknown): unknown {
  const { tag, val } = value as { readonly tag: string; readonly val: unknown }
  if (tag === 'err') throw new ImportError(val)
  return val
}

type Named = (name: string) => (...args: readonly unknown[]) => unknown

function echoOf(passed: Passed, named: Named): Echo {
  const spill = Array.from({ length: 16 }, () => 0n)
  return {
    memory: (index, value) => (named(`echo-in-memory-${index}-x`)([value, 7], ...spill) as readonly unknown[])[0],
    take(index, value) {
      named(`take-${index}-x`)(value)
      return passed.value
    },
    give(index, value) {
      passed.value = value
      return named(`give-${index}-x`)()
    },
    digest: () => named('digest')(),
  }
}

export function boundEcho(component: Uint8Array, types: readonly BindType[]): Echo {
  const modules = new Map<string, WebAssembly.Module>()
  const linked = linkComponent(component, (bytes) => {
    const name = `core${modules.size}`
    modules.set(name, new WebAssembly.Module(bytes.slice()))
    return name
  })
  if (linked.kind !== 'linked') throw new Error(linked.reason)
  const passed: Passed = { value: undefined }
  const bound = createBinding(linked.plan, modules).instantiate(hostSource(importsOf(types, passed), new Set()))
  return echoOf(passed, (name) => (...args) => bound.calleeOf(null, name)!(args))
}

export async function jcoEcho(component: Uint8Array, types: readonly BindType[]): Promise<Echo> {
  const { source, cores } = await transpile(component)
  const generated = await loadModule(source)
  const modules = new Map([...cores].map(([name, bytes]) => [name, new WebAssembly.Module(bytes.slice())]))
  const passed: Passed = { value: undefined }
  const exports = generated.instantiate((name) => modules.get(name)!, importsOf(types, passed)) as Record<string, (...args: readonly unknown[]) => unknown>
  return echoOf(passed, (name) => (...args) => {
    const func = exports[memberOf(name)]!
    const index = Number(name.split('-')[1])
    if (!name.startsWith('give') || types[index]!.kind !== 'result') return func(...args)
    try {
      return { tag: 'ok', val: func(...args) }
    } catch (error) {
      if (error instanceof Error) throw error
      return { tag: 'err', val: error }
    }
  })
}
