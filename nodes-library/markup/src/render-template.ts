import Mustache from 'mustache'
import { refuse } from './errors.ts'
import { escapeHtml } from './escape-html.ts'

export const renderTemplate = (template: string, data: string): string => render(template, data, (text) => text)

export const renderHtmlTemplate = (template: string, data: string): string => render(template, data, escapeHtml)

type Escape = (text: string) => string

function render(template: string, data: string, escape: Escape): string {
  const view = parsed(data)
  const writer = new JsonWriter(escape)
  const text = writer.renderTokens(tokensOf(writer, template), new JsonContext(view), noPartial, template)
  // JSON can name half of a surrogate pair, `\ud800`; a WIT string cannot hold it.
  return text.toWellFormed()
}

function tokensOf(writer: JsonWriter, template: string): string[][] {
  try {
    return writer.parse(template)
  } catch (error) {
    return refuse({ tag: 'syntax', val: (error as Error).message })
  }
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch (error) {
    return refuse({ tag: 'data', val: (error as Error).message })
  }
}

const noPartial = (name: string): never => refuse({ tag: 'partial', val: name })

/**
 * Finds names in JSON only. Mustache's own lookup sees what objects inherit, so that `{{constructor}}` calls it, and
 * stumbles over null in a list.
 */
class JsonContext extends Mustache.Context {
  override push(view: unknown): JsonContext {
    return new JsonContext(view, this)
  }

  override lookup(name: string): unknown {
    if (name === '.') return this.view
    const [first = '', ...rest] = name.split('.')
    const home = this.whereIs(first)
    return home && [first, ...rest].reduce<unknown>(memberOf, home.view)
  }

  /** The nearest object around that has the name, as Mustache's specification has it. */
  private whereIs(name: string): JsonContext | undefined {
    return has(this.view, name) ? this : (this.parent as JsonContext | undefined)?.whereIs(name)
  }
}

const has = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)

const memberOf = (value: unknown, name: string): unknown =>
  has(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined

class JsonWriter extends Mustache.Writer {
  readonly escape: Escape

  constructor(escape: Escape) {
    super()
    this.escape = escape
  }

  override escapedValue(token: string[], context: JsonContext): string {
    return this.escape(this.unescapedValue(token, context))
  }

  override unescapedValue(token: string[], context: JsonContext): string {
    const value = context.lookup(token[1] as string)
    if (value === undefined || value === null) return ''
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
}
