import { expect, it } from 'vitest'
import type { Directive, Node } from '../../../shared/directive/schema.ts'
import { applyEdit } from '../apply-edit.ts'
import type { Edit } from '../edit.ts'
import { addGrant, removeGrant, setGrantSetting } from './grants.ts'

const KEYVALUE = 'wasi:keyvalue/store'
const HTTP = 'wasi:http/outgoing-handler'
const at = { flow: 'main', node: 'n' }

const withGrants = (grant: Node['grant']): Directive => ({
  directive: 1, name: 'app', packages: {},
  flows: { main: { nodes: { n: { use: 'a#f', ...(grant !== undefined && { grant }) } } } },
})

it.each<[string, Node['grant'], (document: Directive) => Edit, Node['grant']]>([
  ['granting the first', undefined, (document) => addGrant(document, at, KEYVALUE), [{ capability: KEYVALUE }]],
  ['granting what needs a list', undefined, (document) => addGrant(document, at, HTTP), [{ capability: HTTP, with: { allow: [] } }]],
  ['granting another', [{ capability: HTTP }], (document) => addGrant(document, at, KEYVALUE), [{ capability: HTTP }, { capability: KEYVALUE }]],
  ['taking the last away', [{ capability: HTTP }], (document) => removeGrant(document, at, 0), undefined],
  ['taking one away', [{ capability: HTTP }, { capability: KEYVALUE }], (document) => removeGrant(document, at, 0), [{ capability: KEYVALUE }]],
  ['setting', [{ capability: KEYVALUE }], (document) => setGrantSetting(document, at, 0, 'readOnly', true), [{ capability: KEYVALUE, with: { readOnly: true } }]],
  [
    'taking a setting out', [{ capability: KEYVALUE, with: { readOnly: true, scope: 'node' } }],
    (document) => setGrantSetting(document, at, 0, 'scope', undefined), [{ capability: KEYVALUE, with: { readOnly: true } }],
  ],
  [
    'taking the last setting out', [{ capability: KEYVALUE, with: { readOnly: true } }],
    (document) => setGrantSetting(document, at, 0, 'readOnly', undefined), [{ capability: KEYVALUE }],
  ],
])('%s can be undone', (_, before, editOf, after) => {
  const document = withGrants(before)
  const applied = applyEdit(document, editOf(document))
  expect(applied.document).toEqual(withGrants(after))
  expect(applyEdit(applied.document, applied.undo).document).toEqual(document)
})
