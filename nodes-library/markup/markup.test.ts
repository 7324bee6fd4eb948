import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Json } from '../../shared/json/json.ts'
import type { Outcome } from '../build/examples.ts'
import { jcoCaller } from '../build/jco-caller.ts'
import { readPackage } from '../build/package-index.ts'

const call = await jcoCaller(await readPackage('markup.wasm'))
const run = (name: string, inputs: Readonly<Record<string, Json>>): Promise<Outcome> =>
  call(`runnel:markup/markup.${name}`, inputs)
const sample = (name: string): Promise<string> => readFile(join(import.meta.dirname, '..', 'samples', name), 'utf8')

test.each([
  '[a](javascript:alert(1))', '[a](JaVaScRiPt:alert(1))', '[a](javascript&colon;alert(1))', '[a](<javascript:alert(1)>)',
  '![a](javascript:alert(1))', '<javascript:alert(1)>', '[a]\n\n[a]: javascript:alert(1)', '[a](vbscript:x)',
  '[a](file:///etc/passwd)', '[a](blob:x)', '[a](data:text/html,x)', '![a](data:image/svg+xml,x)', '[a](x:y)',
])('%j makes neither a link nor a picture', async (text) => {
  const { out } = await run('render-markdown', { text })
  expect(out).not.toMatch(/<(a|img) /)
})

test.each([
  ['[a](https://example.org/?q=1&r=2 "t\\"")', '<a href="https://example.org/?q=1&amp;r=2" title="t&quot;">a</a>'],
  ['[a](/docs#top)', '<a href="/docs#top">a</a>'],
  ['<ann@example.org>', '<a href="mailto:ann@example.org">ann@example.org</a>'],
  ['[a](tel:+123)', '<a href="tel:+123">a</a>'],
  ['![a](data:image/png;base64,AAAA)', '<img src="data:image/png;base64,AAAA" alt="a">'],
  ['[a](java&#10;script:alert(1))', '<a href="java%0Ascript:alert(1)">a</a>'],
  ['[a](https://example.org/"onclick=x)', '<a href="https://example.org/%22onclick=x">a</a>'],
  ['~~old~~', '<s>old</s>'],
  ['https://example.org', 'https://example.org'],
])('%j becomes %s', async (text, html) =>
  expect(await run('render-markdown', { text })).toEqual({ out: `<p>${html}</p>\n` }))

test.each([
  '<script>x()</script>', 'a <img src=x onerror=x()>', '<!-- c -->', '<a href="javascript:x()">a</a>', '```js"><script>\nx\n```',
])('%j makes no element of its own', async (text) =>
  expect((await run('render-markdown', { text })).out).not.toMatch(/<(script|img|a|!--)/))

test.each([
  ['quotes', '>'.repeat(2000)], ['brackets', '['.repeat(2000)], ['stars', '*a '.repeat(2000)], ['lists', '- '.repeat(500)],
])('%s nested without end do not trap', async (_, text) =>
  expect(Object.keys(await run('render-markdown', { text }))).toEqual(['out']))

test('the article of the samples becomes a page without script', async () => {
  const { out: body } = await run('render-markdown', { text: await sample('article.md') })
  const { out: page } = await run('page', { title: 'Why rivers bend', body: body as string, language: 'en' })
  expect(page).toContain('<title>Why rivers bend</title>')
  expect(page).toContain('&lt;script&gt;alert(\'not run\')&lt;/script&gt;')
  expect(page).not.toMatch(/<script|href="javascript/)
})

test('the sign-ups of the samples survive the way to JSON and back', async () => {
  const text = await sample('signups.csv')
  const { out: rows } = await run('csv-to-json', { text, typed: true })
  expect((rows as readonly Json[])[3]).toEqual({
    name: 'Dorothy "Dot" Vaughan', email: 'dot@west-area.example', city: 'Hampton', joined: '2026-03-14', seats: 12,
    newsletter: true,
  })
  expect(await run('json-to-csv', { rows: rows as Json })).toEqual({ out: text.trimEnd().replaceAll('\n', '\r\n') })
})

test.each([
  ['\u{feff}a,b\n1,2', [{ a: '1', b: '2' }]],
  ['a\r\n1\n2\r3', [{ a: '1' }, { a: '2' }, { a: '3' }]],
  ['a,b\n\n1,2\n\n', [{ a: '1', b: '2' }]],
  ['a,b', []],
  ['a\nx"y', [{ a: 'x"y' }]],
  ['__proto__,constructor\n1,2', [JSON.parse('{"__proto__":"1","constructor":"2"}')]],
])('the CSV %j is %j', async (text, rows) => expect(await run('csv-to-json', { text })).toEqual({ out: rows }))

test.each([
  ['1', 1], ['-0.5', -0.5], ['007', '007'], ['1.50', '1.50'], ['1e3', '1e3'], ['Infinity', 'Infinity'],
  ['12345678901234567890', '12345678901234567890'], ['TRUE', 'TRUE'], ['false', false], [' 1', ' 1'],
])('the typed field %j is %j', async (field, value) =>
  expect(await run('csv-to-json', { text: `a,b\n${field},x`, typed: true })).toEqual({ out: [{ a: value, b: 'x' }] }))

test.each([
  ['{{a.b.c}}', { a: { b: { c: 1 } } }, '1'],
  ['{{#a}}{{b}}{{c}}{{/a}}', { a: { b: 1 }, c: 2 }, '12'],
  ['{{#a}}[{{x}}{{.}}]{{/a}}', { a: [null, 0, 'x'] }, '[][0][x]'],
  ['{{a}}', { a: { b: [1] } }, '{"b":[1]}'],
  ['{{a.length}} {{b.length}}', { a: [1, 2], b: 'xyz' }, '2 '],
  ['{{hasOwnProperty}}{{a}}{{__proto__.x}}', { a: 1 }, '1'],
  ['{{=<% %>=}}<% a %>', { a: '{{a}}' }, '{{a}}'],
  ['{{! nothing }}{{^a}}no{{/a}}', {}, 'no'],
  ['{{.}}', 'text', 'text'],
])('the template %j filled with %j is %j', async (template, data, text) =>
  expect(await run('render-template', { template, data })).toEqual({ out: text }))

test('half of a surrogate pair, which JSON can name, becomes a replacement character', async () => {
  expect(await run('render-template', { template: '{{a}}', data: { a: '\ud800' } })).toEqual({ out: '\ufffd' })
  expect(await run('json-to-csv', { rows: [{ '\ud800': '\udc00' }] })).toEqual({ out: '\ufffd\r\n\ufffd' })
})

test.each([
  ['<p>a<p>b', 'a\n\nb'],
  ['<div>a<div>b</div></div>c', 'a\nb\nc'],
  ['a\n\n  b<span> c</span>', 'a b c'],
  ['end<img alt="a cat">of', 'end a cat of'],
  ['<ol><li>a<li>b</ol>', '1. a\n2. b'],
  ['a<br><br>b', 'a\n\nb'],
  ['a < b &lt; c &copy; &#x41;', 'a < b < c © A'],
  ['<script>never closed', ''],
  ['', ''],
])('the HTML %j reads %j', async (html, text) => expect(await run('html-to-text', { html })).toEqual({ out: text }))
