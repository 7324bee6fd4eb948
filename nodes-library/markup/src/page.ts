import { escapeHtml } from './escape-html.ts'

export function page(title: string, body: string, language: string | null): string {
  const html = language === null ? '<html>' : `<html lang="${escapeHtml(language)}">`
  return `<!doctype html>
${html}
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${body.trim()}
</main>
</body>
</html>
`
}

const STYLE = `
:root {
  color-scheme: light dark;
  --text: #1c1e21; --soft: #5b616b; --line: #dcdfe4; --tint: #f4f5f7; --link: #0b57d0; --back: #fff;
}
@media (prefers-color-scheme: dark) {
  :root { --text: #e4e6ea; --soft: #a0a7b3; --line: #363b44; --tint: #1f2329; --link: #8ab4f8; --back: #15181c }
}
* { box-sizing: border-box }
html {
  font: 1.0625rem/1.65 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif;
  color: var(--text); background: var(--back);
}
body { margin: 0; padding: clamp(1.25rem, 5vw, 4rem) 1.25rem }
main { max-width: 40rem; margin: 0 auto; overflow-wrap: break-word; hyphens: auto }
h1, h2, h3, h4 { font-family: system-ui, sans-serif; line-height: 1.25; text-wrap: balance; hyphens: manual }
h1, h2, h3, h4 { margin: 2em 0 .5em }
h1 { font-size: 2rem; letter-spacing: -.015em }
h2 { font-size: 1.4rem }
h3 { font-size: 1.15rem }
h4 { font-size: 1rem }
main > :first-child { margin-top: 0 }
p, ul, ol, blockquote, pre, table, figure { margin: 0 0 1.1em }
li + li { margin-top: .25em }
a { color: var(--link); text-underline-offset: .15em }
img { max-width: 100%; height: auto; border-radius: 6px }
blockquote { padding-left: 1em; border-left: 3px solid var(--line); color: var(--soft) }
code, pre { font: .875em/1.55 ui-monospace, "Cascadia Code", Menlo, Consolas, monospace; hyphens: none }
code { padding: .1em .3em; border-radius: 4px; background: var(--tint) }
pre { padding: 1em; overflow-x: auto; border-radius: 6px; background: var(--tint) }
pre code { padding: 0; font-size: 1em; background: none }
table {
  display: block; overflow-x: auto; border-collapse: collapse; hyphens: none;
  font: .9375rem/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums;
}
th, td { padding: .4em .9em .4em 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top }
th { color: var(--soft); font-weight: 600 }
hr { margin: 2em 0; border: 0; border-top: 1px solid var(--line) }
`
