import { expect, it } from 'vitest'
import type { Directive, Node } from '../../../shared/directive/schema.ts'
import { applyEdit } from '../apply-edit.ts'
import { addMiddleware, setMiddleware } from './middleware.ts'
import { copyNodes, paste } from './paste.ts'

const SQLITE = 'fermyon:spin/sqlite@2.0.0'
const at = { flow: 'main', node: 'n' }
const ref = (letter: string) => ({ package: `${letter}.wasm`, digest: `sha256:${letter.repeat(64)}` })

const withMiddleware = (middleware: Node['middleware'], packages: Directive['packages'] = { c: ref('c') }): Directive => ({
  directive: 1, name: 'app', packages,
  flows: { main: { nodes: { n: { use: 'c#f', ...(middleware !== undefined && { middleware }) } } } },
})

it.each<[string, Directive, (document: Directive) => ReturnType<typeof setMiddleware>, Directive]>([
  ['the first', withMiddleware(undefined), (document) => addMiddleware(document, at, SQLITE, ref('a'), 'a'), withMiddleware({ [SQLITE]: 'a' }, { c: ref('c'), a: ref('a') })],
  [
    'another of a package that is there', withMiddleware({ [SQLITE]: 'c' }), (document) => addMiddleware(document, at, SQLITE, ref('c'), 'x'),
    withMiddleware({ [SQLITE]: ['c', 'c'] }),
  ],
  ['an order', withMiddleware({ [SQLITE]: ['a', 'b'] }), (document) => setMiddleware(document, at, SQLITE, ['b', 'a']), withMiddleware({ [SQLITE]: ['b', 'a'] })],
  ['one less', withMiddleware({ [SQLITE]: ['a', 'b'] }), (document) => setMiddleware(document, at, SQLITE, ['b']), withMiddleware({ [SQLITE]: 'b' })],
  ['none', withMiddleware({ [SQLITE]: 'a', 'x:y/z': 'b' }), (document) => setMiddleware(document, at, SQLITE, []), withMiddleware({ 'x:y/z': 'b' })],
  ['none at all', withMiddleware({ [SQLITE]: 'a' }), (document) => setMiddleware(document, at, SQLITE, []), withMiddleware(undefined)],
])('puts %s before an import, and takes it back', (_, before, editOf, after) => {
  const applied = applyEdit(before, editOf(before))
  expect(applied.document).toEqual(after)
  expect(applyEdit(applied.document, applied.undo).document).toEqual(before)
})

it('copies a node with the packages before its imports, under the names that they have where it goes', () => {
  const from = withMiddleware({ [SQLITE]: ['a', 'b'] }, { c: ref('c'), a: ref('a'), b: ref('b'), d: ref('d') })
  const to: Directive = { directive: 1, name: 'other', packages: { a: ref('x'), known: ref('b') }, flows: { main: { nodes: {} } } }
  const { edit } = paste(to, 'main', copyNodes(from, 'main', new Set(['n'])), { x: 0, y: 0 })
  const { packages, flows } = applyEdit(to, edit).document
  expect([packages, flows['main']?.nodes['n']]).toEqual([
    { a: ref('x'), known: ref('b'), c: ref('c'), 'a-2': ref('a') },
    { use: 'c#f', middleware: { [SQLITE]: ['a-2', 'known'] } },
  ])
})
