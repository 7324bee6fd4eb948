import { KNOWN_NAMES } from './known-types.ts'
import type { Signature } from './print.ts'
import type { Case, Field, KnownName, Primitive, WitType } from './types.ts'
import { tokenize, WitSyntaxError } from './wit-tokens.ts'
import type { Token } from './wit-tokens.ts'

/** What the text may ask for after its definitions. */
export interface Parser {
  type(): WitType
  signature(): Signature
}

/** As everywhere: deeper or larger types are refused at every door. */
const MAX_DEPTH = 64
const MAX_EXPANDED = 10_000

const PRIMITIVES: ReadonlySet<string> = new Set<Primitive>([
  'bool', 's8', 'u8', 's16', 'u16', 's32', 'u32', 's64', 'u64', 'f32', 'f64', 'char', 'string',
])
/** What stands between the braces of each. */
const PARTS = { record: 'field', variant: 'case', enum: 'case', flags: 'flag' } as const
type Keyword = keyof typeof PARTS
const NOT_YET: ReadonlySet<string> = new Set([
  'stream', 'future', 'own', 'borrow', 'resource', 'error-context', 'map', 'async',
])

interface Definition {
  readonly name: Token
  /** Position of the token with which the definition's type begins: `{` of a body, or what stands behind `=`. */
  readonly start: number
  readonly body: Keyword | null
  state: 'unread' | 'reading' | { readonly type: WitType }
}

interface Size {
  readonly depth: number
  readonly nodes: number
}

export function parseSource<T>(text: string, read: (parser: Parser) => T): T {
  const tokens = tokenize(text)
  const definitions = new Map<string, Definition>()
  /** Sizes of types read, so that a small text that doubles at every definition does not become a huge type. */
  const sizes = new WeakMap<WitType, Size>()
  let next = 0
  let nesting = 0

  collectDefinitions()
  for (const definition of definitions.values()) typeOf(definition)
  const wanted = read({ type, signature })
  if (peek().text === ';') next++
  if (peek().kind !== 'end') fail(`expected the end, found ${shown(peek())}`)
  return wanted

  function peek(offset = 0): Token {
    return tokens[Math.min(next + offset, tokens.length - 1)] as Token
  }

  function fail(problem: string, token: Token = peek()): never {
    throw new WitSyntaxError(problem, text, token.at)
  }

  function takes(mark: string): boolean {
    if (peek().kind !== 'mark' || peek().text !== mark) return false
    next++
    return true
  }

  function expect(mark: string, where: string): void {
    if (!takes(mark)) fail(`expected ${mark} ${where}, found ${shown(peek())}`)
  }

  function name(what: string): Token {
    const token = peek()
    if (token.kind !== 'name') fail(`expected ${what}, found ${shown(token)}`)
    next++
    return token
  }

  function isWord(token: Token, word: string): boolean {
    return token.text === word && !token.escaped
  }

  function collectDefinitions(): void {
    for (;;) {
      const body = keywordOf(peek())
      if (!isWord(peek(), 'type') && (body === null || peek(1).kind !== 'name')) return
      next++
      const named = name('the name of the type')
      if (definitions.has(named.text)) fail(`${named.text} is defined twice`, named)
      if (body === null) expect('=', 'after the name of the type')
      definitions.set(named.text, { name: named, start: next, body, state: 'unread' })
      if (body === null) skipTo(';')
      else skipBody()
    }
  }

  function skipTo(mark: string): void {
    while (peek().kind !== 'end' && peek().text !== mark) next++
    expect(mark, 'at the end of the definition')
  }

  function skipBody(): void {
    if (peek().text !== '{') fail(`expected { after the name of the type, found ${shown(peek())}`)
    let depth = 0
    do {
      if (peek().text === '{') depth++
      if (peek().text === '}') depth--
      if (peek().kind === 'end') fail('expected } at the end of the definition, found the end')
      next++
    } while (depth > 0)
    takes(';')
  }

  /** Definitions may use ones that come later, so each is read when it is first needed. */
  function typeOf(definition: Definition): WitType {
    const named = definition.name
    if (definition.state === 'reading') fail(`${named.text} contains itself, which WIT types cannot`, named)
    if (definition.state !== 'unread') return definition.state.type
    definition.state = 'reading'
    const back = next
    next = definition.start
    const read = definition.body === null ? type() : body(definition.body, named.text)
    if (definition.body === null && peek().text !== ';') fail(`expected ; after the type, found ${shown(peek())}`)
    next = back
    definition.state = { type: read }
    return read
  }

  function type(): WitType {
    const start = peek()
    if (++nesting > MAX_DEPTH) fail(`types nest more than ${MAX_DEPTH} deep`)
    const read = oneType()
    nesting--
    const { depth, nodes } = sizeOf(read)
    if (depth > MAX_DEPTH) fail(`types nest more than ${MAX_DEPTH} deep`, start)
    if (nodes > MAX_EXPANDED) fail(`the type has more than ${MAX_EXPANDED} parts`, start)
    return read
  }

  function oneType(): WitType {
    const token = name('a type')
    const word = token.text
    const defined = definitions.get(word)
    if (token.escaped || defined !== undefined) return defined === undefined ? unknown(token) : typeOf(defined)
    if (PRIMITIVES.has(word)) return { kind: word as Primitive }
    const keyword = keywordOf(token)
    if (keyword !== null) return body(keyword, null)
    if (NOT_YET.has(word)) fail(`${word} cannot be used yet`, token)
    switch (word) {
      case 'list': return { kind: 'list', item: bracketed(type) }
      case 'option': return { kind: 'option', some: bracketed(type) }
      case 'tuple': return { kind: 'tuple', items: bracketed(() => (peek().text === '>' ? [] : series('>', type))) }
      case 'result': return resultType()
    }
    return KNOWN_NAMES.has(word) ? { kind: 'known', name: word as KnownName } : unknown(token)
  }

  function unknown(token: Token): never {
    return fail(`there is no type ${token.text}`, token)
  }

  function bracketed<U>(inner: () => U): U {
    expect('<', 'after the type')
    const read = inner()
    expect('>', 'after the type')
    return read
  }

  function resultType(): WitType {
    if (peek().text !== '<') return { kind: 'result', ok: null, err: null }
    return bracketed(() => {
      const ok = takes('_') ? null : type()
      return { kind: 'result', ok, err: takes(',') ? type() : null }
    })
  }

  /** Items up to `closer`, which stays; a comma may stand behind the last. */
  function series<U>(closer: string, item: () => U): readonly U[] {
    const items: U[] = []
    do {
      if (peek().text === closer && items.length > 0) break
      items.push(item())
    } while (takes(','))
    return items
  }

  function body(keyword: Keyword, named: string | null): WitType {
    expect('{', `after ${keyword}`)
    if (peek().text === '}') fail(`expected a name: WIT has no empty ${keyword}`)
    const seen = new Set<string>()
    const parts = <U>(part: (partName: string) => U): readonly U[] => {
      const all = series('}', () => part(unused(name(`the name of a ${PARTS[keyword]}`), seen)))
      if (!takes('}')) fail(`expected , or }, found ${shown(peek())}`)
      return all
    }
    switch (keyword) {
      case 'record': return { kind: 'record', name: named, fields: parts(field) }
      case 'variant': return { kind: 'variant', name: named, cases: parts(oneCase) }
      case 'enum': return { kind: 'enum', name: named, cases: parts((each) => each) }
      case 'flags': return { kind: 'flags', name: named, flags: parts((each) => each) }
    }
  }

  /** WIT compares names without regard to case. */
  function unused(token: Token, seen: Set<string>): string {
    const key = token.text.toLowerCase()
    if (seen.has(key)) fail(`${token.text} stands twice`, token)
    seen.add(key)
    return token.text
  }

  function field(named: string): Field {
    expect(':', `after ${named}`)
    return { name: named, type: type() }
  }

  function oneCase(named: string): Case {
    if (!takes('(')) return { name: named, type: null }
    const payload = type()
    expect(')', 'after the type of the case')
    return { name: named, type: payload }
  }

  function signature(): Signature {
    if (isWord(peek(), 'export')) next++
    if (peek().kind === 'name' && peek(1).text === ':') next += 2
    if (isWord(peek(), 'async')) fail('async functions cannot be used yet')
    if (!isWord(peek(), 'func')) fail(`expected func(…), found ${shown(peek())}`)
    next++
    expect('(', 'after func')
    const seen = new Set<string>()
    const params = peek().text === ')' ? [] : series(')', () => field(unused(name('the name of a parameter'), seen)))
    if (!takes(')')) fail(`expected , or ), found ${shown(peek())}`)
    return { params, result: takes('->') ? type() : null }
  }

  function sizeOf(type: WitType): Size {
    const known = sizes.get(type)
    if (known !== undefined) return known
    let depth = 0
    let nodes = 1
    for (const part of partsOf(type)) {
      const size = sizeOf(part)
      depth = Math.max(depth, size.depth)
      nodes += size.nodes
    }
    const size = { depth: depth + 1, nodes }
    sizes.set(type, size)
    return size
  }
}

function keywordOf({ text, escaped }: Token): Keyword | null {
  return !escaped && Object.hasOwn(PARTS, text) ? (text as Keyword) : null
}

function partsOf(type: WitType): readonly WitType[] {
  switch (type.kind) {
    case 'list': return [type.item]
    case 'option': return [type.some]
    case 'result': return [type.ok, type.err].filter((part) => part !== null)
    case 'tuple': return type.items
    case 'record': return type.fields.map((field) => field.type)
    case 'variant': return type.cases.map((each) => each.type).filter((part) => part !== null)
    case 'enum': case 'flags': case 'known': case 'var': case 'unusable':
    case 'bool': case 'char': case 'string': case 'f32': case 'f64':
    case 's8': case 'u8': case 's16': case 'u16': case 's32': case 'u32': case 's64': case 'u64':
      return []
  }
}

function shown(token: Token): string {
  return token.kind === 'end' ? 'the end' : token.text
}
