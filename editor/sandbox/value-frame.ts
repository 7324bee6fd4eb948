/** Page → frame: HTML to be shown. */
export interface ShowHtml {
  readonly html: string
}

// Shows an HTML value with its own styles, which a frame that inherits the editor's policy could not. The frame's own
// policy (opaque origin, no network, scripts by file only) keeps what a stranger's HTML may do to looking like something:
// scripts put in this way do not run, and handlers in attributes are refused.

addEventListener('message', (event: MessageEvent<ShowHtml>) => {
  if (event.source !== parent) return
  const shown = new DOMParser().parseFromString(event.data.html, 'text/html')
  document.head.replaceChildren(...shown.head.querySelectorAll('style'))
  document.body.replaceWith(document.adoptNode(shown.body))
})
