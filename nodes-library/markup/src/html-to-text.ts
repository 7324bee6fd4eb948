import { Parser } from 'htmlparser2'

/** What a reader does not see. */
const HIDDEN = new Set([
  'head', 'title', 'script', 'style', 'template', 'noscript', 'iframe', 'object', 'textarea', 'select',
])

/** These stand between empty lines. */
const SPACED = new Set([
  'p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'dl', 'blockquote', 'pre', 'table', 'figure', 'hr', 'form', 'fieldset',
])

/** These stand on lines of their own. */
const LINES = new Set([
  'div', 'li', 'tr', 'dt', 'dd', 'section', 'article', 'main', 'header', 'footer', 'nav', 'aside', 'address',
  'figcaption', 'caption', 'body', 'details', 'summary',
])

export function htmlToText(html: string): string {
  const text = textWriter()
  const lists: { ordered: boolean; items: number }[] = []
  let hidden = 0
  let preformatted = 0

  const parser = new Parser({
    onopentag(name, { alt }) {
      if (HIDDEN.has(name)) hidden++
      if (hidden > 0) return
      text.lineEnds(lineEndsAt(name, lists.length))
      if (name === 'br') text.anotherLineEnd()
      if (name === 'pre') preformatted++
      if (name === 'img' && alt) text.words(` ${alt} `)
      if (name === 'td' || name === 'th') text.tab()
      if (name === 'ul' || name === 'ol') lists.push({ ordered: name === 'ol', items: 0 })
      if (name === 'li') {
        const list = lists.at(-1)
        if (list) list.items++
        text.mark(`${'  '.repeat(Math.max(0, lists.length - 1))}${list?.ordered ? `${list.items}.` : '-'} `)
      }
    },
    ontext(data) {
      if (hidden > 0) return
      if (preformatted > 0) text.exactly(data)
      else text.words(data)
    },
    onclosetag(name) {
      if (HIDDEN.has(name)) hidden--
      if (hidden > 0) return
      if (name === 'pre') preformatted--
      if (name === 'ul' || name === 'ol') lists.pop()
      text.lineEnds(lineEndsAt(name, lists.length))
    },
  })
  parser.end(html)
  return text.done()
}

/** Before and after an element. A list within a list follows its item closely. */
function lineEndsAt(name: string, lists: number): number {
  if ((name === 'ul' || name === 'ol') && lists > 0) return 1
  return SPACED.has(name) ? 2 : LINES.has(name) ? 1 : 0
}

/** Puts white space between words when the next one comes: what is between two elements is decided by both. */
function textWriter() {
  let written = ''
  let lineEnds = 0
  let gap = ''
  let mark = ''

  function write(words: string): void {
    if (written !== '') written += lineEnds > 0 ? '\n'.repeat(lineEnds) : gap
    written += mark + words
    lineEnds = 0
    gap = ''
    mark = ''
  }

  return {
    words(text: string): void {
      const words = text.replace(/[\s\u00a0]+/g, ' ')
      if (words.startsWith(' ')) gap ||= ' '
      if (words.trim() !== '') write(words.trim())
      if (words.endsWith(' ')) gap ||= ' '
    },
    exactly(text: string): void {
      const lines = text.replace(/\r\n?/g, '\n')
      if (lines.trim() === '') lineEnds += lines.split('\n').length - 1
      else write(lines.replace(/^\n/, '').trimEnd())
    },
    lineEnds(count: number): void {
      lineEnds = Math.max(lineEnds, count)
    },
    anotherLineEnd(): void {
      lineEnds++
    },
    tab(): void {
      gap = '\t'
    },
    mark(text: string): void {
      mark = text
    },
    done: (): string => written,
  }
}
