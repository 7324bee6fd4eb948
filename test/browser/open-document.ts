import type { Page } from 'playwright-core'
import type { Directive } from '../../shared/directive/schema.ts'

/** The open application's document, whole: the browser's copy while it is not saved, else the runtime's. */
export function openDocument(page: Page): Promise<Directive> {
  return page.evaluate(async () => {
    const app = location.hash.split('/')[2]
    const unsaved = localStorage.getItem(`runnel:draft:${app}`)
    if (unsaved !== null) return JSON.parse(unsaved).directive
    const token = document.querySelector<HTMLMetaElement>('meta[name="runnel-token"]')?.content ?? ''
    const headers = { 'x-runnel-token': token }
    const answer = await fetch('/api/draft.get', { method: 'POST', headers, body: JSON.stringify({ app }) })
    return (await answer.json()).directive
  })
}
