/** The token that a page from the runtime carries; empty in a page from elsewhere. */
export function tokenIn(page: Document): string {
  return page.querySelector<HTMLMetaElement>('meta[name="runnel-token"]')?.content ?? ''
}
