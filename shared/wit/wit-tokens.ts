/** Text that is no WIT type or signature. `line` and `column` count from 1, columns in UTF-16 units. */
export class WitSyntaxError extends Error {
  readonly line: number
  readonly column: number
  /** Without the place. */
  readonly problem: string

  constructor(problem: string, text: string, at: number) {
    const before = text.slice(0, at)
    const line = before.split('\n').length
    const column = at - before.lastIndexOf('\n')
    super(`line ${line}, column ${column}: ${problem}`)
    this.name = 'WitSyntaxError'
    this.problem = problem
    this.line = line
    this.column = column
  }
}

export interface Token {
  /** `name` without its `%`; `escaped` says that it had one, so that it is no keyword. */
  readonly kind: 'name' | 'mark' | 'end'
  readonly text: string
  readonly escaped: boolean
  readonly at: number
}

const BLANK = /(?:[ \t\r\n]|\/\/[^\n]*|\/\*[^]*?\*\/)*/y
const NAME = /%?[A-Za-z][A-Za-z0-9_-]*/y
const MARK = /->|[<>(){},:;=]|_(?![A-Za-z0-9_-])/y
/**
 * Words of either all-lower or all-upper letters, joined by hyphens: component-model design/mvp/Explainer.md,
 * `label`.
 */
const KEBAB = /^(?:[a-z][a-z0-9]*|[A-Z][A-Z0-9]*)(?:-(?:[a-z0-9]+|[A-Z0-9]+))*$/

export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? null
  }
  for (;;) {
    at += match(BLANK)?.length ?? 0
    if (at >= text.length) return [...tokens, { kind: 'end', text: '', escaped: false, at }]
    const name = match(NAME)
    if (name !== null) {
      const escaped = name.startsWith('%')
      const bare = escaped ? name.slice(1) : name
      if (!KEBAB.test(bare)) throw new WitSyntaxError(`${bare} is no WIT name: ${mended(bare)}`, text, at)
      tokens.push({ kind: 'name', text: bare, escaped, at })
      at += name.length
      continue
    }
    const mark = match(MARK)
    if (mark === null) {
      const strange = JSON.stringify(String.fromCodePoint(text.codePointAt(at)!))
      throw new WitSyntaxError(`${strange} has no meaning here`, text, at)
    }
    tokens.push({ kind: 'mark', text: mark, escaped: false, at })
    at += mark.length
  }
}

function mended(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').split(/[-_]+/)
  const kebab = words.filter((word) => word !== '').join('-').toLowerCase()
  return KEBAB.test(kebab) ? `write ${kebab}` : 'names are words joined by hyphens'
}
