import { beforeEach, expect, it } from 'vitest'
import type { Directive } from '../../shared/directive/schema.ts'
import { openDocument, useDocumentStore } from '../document/document-store.ts'
import { select, showFlow } from '../session/session-store.ts'
import { duplicateSelected, onCut, onPaste } from './clipboard-commands.ts'
import { removeSelected } from './node-commands.ts'

const DOCUMENT: Directive = {
  directive: 1,
  name: 'a',
  packages: {},
  flows: { main: { nodes: { one: { trigger: 'manual' }, two: { trigger: 'manual' } } } },
  view: { main: { one: { x: 0, y: 0 }, two: { x: 0, y: 96 } } },
}

beforeEach(() => {
  openDocument('a', DOCUMENT)
  showFlow('main')
})

let text = ''
const clipboard = {
  preventDefault: () => {},
  defaultPrevented: true,
  clipboardData: { setData: (_: string, given: string) => (text = given), getData: () => text },
} as unknown as ClipboardEvent

it.each([
  { does: 'duplicate', nodes: ['one'], run: duplicateSelected, title: 'Duplicate' },
  { does: 'duplicate', nodes: ['one', 'two'], run: duplicateSelected, title: 'Duplicate 2 nodes' },
  { does: 'cut', nodes: ['one'], run: () => onCut(clipboard), title: 'Cut' },
  { does: 'cut', nodes: ['one', 'two'], run: () => onCut(clipboard), title: 'Cut 2 nodes' },
  { does: 'paste', nodes: ['one'], run: () => onPaste(clipboard), title: 'Paste 2 nodes' },
  { does: 'delete', nodes: ['one', 'two'], run: removeSelected, title: 'Delete 2 nodes' },
])('what undo takes back after a $does of $nodes.length is called $title', ({ nodes, run, title }) => {
  select(nodes)
  run()
  expect(useDocumentStore.getState().open?.history.past.at(-1)?.title).toBe(title)
})
