import MarkdownIt from 'markdown-it'

// Bare addresses are not made into links: finding them is the part of markdown-it that has been slow on hostile text
// again and again (CVE-2026-2327, GHSA-v245-v573-v5vm). `<https://…>` is a link.
const parser = new MarkdownIt({ html: false, linkify: false })
parser.validateLink = mayPointTo

export const renderMarkdown = (text: string): string => parser.render(text)

const SCHEMES: readonly string[] = ['http', 'https', 'mailto', 'tel']
/** Not SVG, which can hold script. */
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp);/i

/** An address as markdown-it has normalised it: entities decoded, control characters as `%XX`. */
function mayPointTo(address: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]
  return scheme === undefined || SCHEMES.includes(scheme.toLowerCase()) || PICTURE.test(address)
}
