import type { Case, Field, KnownName, WitType } from '../../shared/wit/types.ts'

/** The part of a package's WIT source that a built component no longer has: its doc comments, beside the types they speak of. */
export interface WitSource {
  /** `runnel:text@1.0.0` */
  readonly id: string
  readonly functions: readonly WitFunction[]
}

export interface WitFunction {
  /** As a directive names it: `runnel:text/text.mask-email`. */
  readonly path: string
  /** As the core module must export it: `runnel:text/text@1.0.0#mask-email`. */
  readonly coreName: string
  readonly interface: string
  readonly name: string
  readonly docs: string
  readonly params: readonly (Field & { readonly docs: string })[]
  readonly result: WitType | null
}

const KNOWN_ORIGIN = 'runnel:types/values@1.0.0'
const PRIMITIVES = new Set([
  'bool', 's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'f32', 'f64', 'char', 'string',
])

/**
 * Reads the WIT that a package of this library is written in: one package, interfaces with types and functions, worlds.
 * What it does not know (resources, imported interfaces other than the known types) it refuses, with the line.
 */
export function parseWit(source: string): WitSource {
  const at = tokensOf(source)
  at.take('package')
  const id = at.joined(';')
  const [, packageName, version] = /^([^@]+)@(.+)$/.exec(id) ?? at.refuse(`package id ${id} has no version`)
  const functions: WitFunction[] = []
  while (!at.done()) {
    const kind = at.next()
    if (kind === 'world') {
      at.next()
      at.skipBlock()
      continue
    }
    if (kind !== 'interface') at.refuse(`expected an interface or a world, found ${kind}`)
    const name = at.next()
    for (const { docs, name: item, params, result } of interfaceFunctions(at)) {
      const path = `${packageName}/${name}.${item}`
      functions.push({
        path, coreName: `${packageName}/${name}@${version}#${item}`, interface: name, name: item, docs, params, result,
      })
    }
  }
  return { id, functions }
}

type ParsedFunction = Pick<WitFunction, 'name' | 'docs' | 'params' | 'result'>

function interfaceFunctions(at: Tokens): readonly ParsedFunction[] {
  const types = new Map<string, WitType>()
  const functions: ParsedFunction[] = []
  at.take('{')
  while (!at.ate('}')) {
    const docs = at.docs()
    const word = at.next()
    switch (word) {
      case 'use':
        useTypes(at, types)
        break
      case 'type': {
        const name = at.next()
        at.take('=')
        types.set(name, typeAt(at, types))
        at.take(';')
        break
      }
      case 'record': {
        const name = at.next()
        types.set(name, { kind: 'record', name, fields: at.list('{', '}', () => fieldAt(at, types)) })
        break
      }
      case 'variant': {
        const name = at.next()
        types.set(name, { kind: 'variant', name, cases: at.list('{', '}', () => caseAt(at, types)) })
        break
      }
      case 'enum': {
        const name = at.next()
        types.set(name, { kind: 'enum', name, cases: at.list('{', '}', () => at.next()) })
        break
      }
      case 'flags': {
        const name = at.next()
        types.set(name, { kind: 'flags', name, flags: at.list('{', '}', () => at.next()) })
        break
      }
      default: {
        at.take(':')
        at.take('func')
        const params = at.list('(', ')', () => fieldAt(at, types))
        const result = at.ate('->') ? typeAt(at, types) : null
        at.take(';')
        functions.push({ name: word, docs, params, result })
      }
    }
  }
  return functions
}

/** `use runnel:types/values@1.0.0.{json, image};` */
function useTypes(at: Tokens, types: Map<string, WitType>): void {
  const origin = at.joined('{').replace(/\.$/, '')
  if (origin !== KNOWN_ORIGIN) at.refuse(`types of ${origin} are not known here`)
  while (!at.ate('}')) {
    const name = at.next()
    types.set(name, { kind: 'known', name: name as KnownName })
    at.ate(',')
  }
  at.take(';')
}

function fieldAt(at: Tokens, types: ReadonlyMap<string, WitType>): Field & { readonly docs: string } {
  const docs = at.docs()
  const name = at.next()
  at.take(':')
  return { name, type: typeAt(at, types), docs }
}

function caseAt(at: Tokens, types: ReadonlyMap<string, WitType>): Case {
  const name = at.next()
  if (!at.ate('(')) return { name, type: null }
  const type = typeAt(at, types)
  at.take(')')
  return { name, type }
}

function typeAt(at: Tokens, types: ReadonlyMap<string, WitType>): WitType {
  const word = at.next()
  const one = (): WitType => {
    at.take('<')
    const type = typeAt(at, types)
    at.take('>')
    return type
  }
  switch (word) {
    case 'list': return { kind: 'list', item: one() }
    case 'option': return { kind: 'option', some: one() }
    case 'tuple': return { kind: 'tuple', items: at.list('<', '>', () => typeAt(at, types)) }
    case 'result': {
      if (!at.ate('<')) return { kind: 'result', ok: null, err: null }
      const ok = at.ate('_') ? null : typeAt(at, types)
      const err = at.ate(',') ? typeAt(at, types) : null
      at.take('>')
      return { kind: 'result', ok, err }
    }
  }
  if (PRIMITIVES.has(word)) return { kind: word } as WitType
  return types.get(word) ?? at.refuse(`unknown type ${word}`)
}

interface Token {
  readonly text: string
  readonly line: number
  /** The `///` lines directly above. */
  readonly docs: string
}

type Tokens = ReturnType<typeof tokensOf>

function tokensOf(source: string) {
  const tokens: Token[] = []
  source.split('\n').reduce<readonly string[]>((docs, text, index) => {
    const doc = /^\s*\/\/\/ ?(.*)$/.exec(text)
    if (doc) return [...docs, doc[1] ?? '']
    const words = text.replace(/\/\/.*$/, '').match(/->|%?[A-Za-z0-9_-]+|\S/g) ?? []
    for (const [n, word] of words.entries()) {
      tokens.push({ text: word.replace(/^%/, ''), line: index + 1, docs: n === 0 ? docs.join('\n').trim() : '' })
    }
    return words.length === 0 ? docs : []
  }, [])
  let position = 0

  const refuse = (message: string): never => {
    throw new Error(`WIT line ${tokens[position - 1]?.line ?? 1}: ${message}`)
  }
  const next = (): string => tokens[position++]?.text ?? refuse('ends too early')
  const ate = (text: string): boolean => {
    if (tokens[position]?.text !== text) return false
    position++
    return true
  }
  const take = (text: string): void => {
    const found = next()
    if (found !== text) refuse(`expected ${text}, found ${found}`)
  }
  return {
    refuse, next, ate, take,
    done: () => position >= tokens.length,
    docs: () => tokens[position]?.docs ?? '',
    /** The words up to `end`, which is taken too, without the blanks between them. */
    joined(end: string): string {
      let text = ''
      while (!ate(end)) text += next()
      return text
    },
    list<T>(open: string, close: string, item: () => T): readonly T[] {
      const items: T[] = []
      take(open)
      while (!ate(close)) {
        items.push(item())
        ate(',')
      }
      return items
    },
    skipBlock(): void {
      take('{')
      for (let depth = 1; depth > 0;) {
        const word = next()
        if (word === '{') depth++
        if (word === '}') depth--
      }
    },
  }
}
