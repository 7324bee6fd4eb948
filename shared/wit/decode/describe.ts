import type { ComponentFunction, ComponentImport, ComponentInfo, UnusableExport } from '../component.ts'
import { ENTRIES, entryOf, type Entry } from '../entry.ts'
import { checkFuncType } from './canon.ts'
import type { Component } from './component.ts'
import type { Decoding, Entity, Func } from './entities.ts'
import { overLimit } from './error.ts'
import { checkExportName } from './limits.ts'
import { spend } from './reader.ts'
import { handleOf } from './value-type.ts'

/** What a flow needs to know of a component that was run through. */
export function describe(component: Component, decoding: Decoding): ComponentInfo {
  const { limits, budget } = decoding
  const functions: ComponentFunction[] = []
  const unusable: UnusableExport[] = []
  const spelling = pathPrefixes(component)
  let count = 0

  const addFunction = (path: string, instance: string | null, name: string, func: Func): void => {
    count += 1
    if (count > limits.exportedFunctions) {
      throw overLimit(null, 'exportedFunctions', limits.exportedFunctions, 'The component exports too many functions')
    }
    checkExportName(name, null)
    checkFuncType(func.type, limits, null)
    const entry = entryOf({ instance, name })
    const reason = entry === null ? whyUnusable(name, func) : whyNoEntry(entry, func)
    if (reason !== null) {
      unusable.push({ path, reason })
      return
    }
    if (entry !== null) {
      const { params, result } = ENTRIES[entry]
      functions.push({ path, instance, name, params, result })
      return
    }
    const { params, result } = func.type
    functions.push({
      path,
      instance,
      name,
      params: params.map((param) => ({ name: param.name, type: param.type.wit })),
      result: result === null ? null : result.wit,
    })
  }

  for (const [name, entity] of component.exports) {
    checkExportName(name, null)
    if (entity.sort === 'func') {
      if (!entity.func.isScriptInit) addFunction(name, null, name, entity.func)
    } else if (entity.sort === 'instance') {
      const prefix = spelling.get(name) as string
      spend(budget, entity.instance.exports.size, null)
      for (const [member, inside] of entity.instance.exports) {
        const path = `${prefix}.${member}`
        if (inside.sort === 'func') addFunction(path, name, member, inside.func)
        else if (inside.sort !== 'type') unusable.push({ path, reason: exportReason(inside) })
      }
    } else if (entity.sort !== 'type') {
      unusable.push({ path: name, reason: exportReason(entity) })
    }
  }
  return { imports: importsOf(component, decoding), functions, unusable }
}

/** How the functions of each exported instance are named: without the version, unless two versions are exported. */
function pathPrefixes(component: Component): ReadonlyMap<string, string> {
  const instances = [...component.exports].filter(([, entity]) => entity.sort === 'instance').map(([name]) => name)
  const versions = new Map<string, number>()
  for (const name of instances) {
    const plain = withoutVersion(name)
    versions.set(plain, (versions.get(plain) ?? 0) + 1)
  }
  return new Map(
    instances.map((name) => {
      const plain = withoutVersion(name)
      return [name, versions.get(plain) === 1 ? plain : name]
    }),
  )
}

function withoutVersion(name: string): string {
  const at = name.indexOf('@')
  return at === -1 ? name : name.slice(0, at)
}

function importsOf(component: Component, { limits, budget }: Decoding): readonly ComponentImport[] {
  const imports: ComponentImport[] = []
  for (const [name, entity] of component.imports) {
    switch (entity.sort) {
      case 'type':
        break
      case 'instance': {
        const functions: string[] = []
        spend(budget, entity.instance.exports.size, null)
        for (const [member, inside] of entity.instance.exports) {
          if (inside.sort !== 'func') continue
          checkFuncType(inside.func.type, limits, null)
          functions.push(member)
        }
        imports.push({ name, functions })
        break
      }
      case 'func':
        checkFuncType(entity.func.type, limits, null)
        imports.push({ name, functions: [name] })
        break
      // Nobody can give these yet; under their own name they count as something that is asked for.
      case 'component':
      case 'module':
        imports.push({ name, functions: [name] })
        break
    }
  }
  return imports
}

const RESOURCE_MEMBER = /^\[(?:async )?(constructor|method|static)\]([^.]*)/

function whyUnusable(name: string, { type, asyncLift }: Func): string | null {
  const member = RESOURCE_MEMBER.exec(name)
  if (member !== null) {
    const what = member[1] === 'static' ? 'static function' : member[1]
    return `It is a ${what} of the resource "${member[2]}", and resources cannot travel on wires yet.`
  }
  for (const param of type.params) {
    if (param.type.unusable !== null)
      return `Its parameter "${param.name}" holds ${param.type.unusable}, which no wire can carry yet.`
  }
  if (type.result !== null && type.result.unusable !== null) {
    return `Its result holds ${type.result.unusable}, which no wire can carry yet.`
  }
  if (type.namedResults) return 'Its results have names, a form that was taken out of the component model.'
  if (type.async) return 'It is an async function (WASI 0.3), which cannot be called yet.'
  if (asyncLift) return 'It is implemented with the async ABI (WASI 0.3), which cannot be called yet.'
  return null
}

/** Whoever names an interface as the standard does need not have kept to it. */
function whyNoEntry(entry: Entry, { type, asyncLift }: Func): string | null {
  const { takes, label } = ENTRIES[entry]
  const takesThem = type.params.length === takes.length && type.params.every(({ type: { wit } }, at) =>
    wit.kind === 'unusable' && wit.reason === handleOf(takes[at]!))
  const gives = type.result === null ? null : type.result.wit
  const givesIt = entry === 'command' ? gives?.kind === 'result' && gives.ok === null && gives.err === null : gives === null
  const isPlain = !type.namedResults && !type.async && !asyncLift
  return takesThem && givesIt && isPlain ? null : `It is named as the standard's ${label}, but has another type.`
}

function exportReason(entity: Exclude<Entity, { sort: 'func' | 'type' }>): string {
  switch (entity.sort) {
    case 'instance':
      return 'It is an instance inside an instance, whose functions cannot be reached.'
    case 'component':
      return 'It is a component that is exported as such and not a function.'
    case 'module':
      return 'It is a core module that is exported as such and not a function.'
  }
}
