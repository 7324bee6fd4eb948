import { csvToJson } from './csv-to-json.ts'
import { escapeHtml } from './escape-html.ts'
import { htmlToText } from './html-to-text.ts'
import { jsonToCsv } from './json-to-csv.ts'
import { page } from './page.ts'
import { renderMarkdown } from './render-markdown.ts'
import { renderHtmlTemplate, renderTemplate } from './render-template.ts'

/** The WIT's interface. An option that is not given comes as null. */
export const markup = {
  renderMarkdown, page, renderTemplate, renderHtmlTemplate, csvToJson, jsonToCsv, escapeHtml, htmlToText,
}
