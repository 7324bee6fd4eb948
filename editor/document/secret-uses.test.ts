import { expect, it } from 'vitest'
import type { Directive } from '../../shared/directive/schema.ts'
import { applyEdit } from './apply-edit.ts'
import { renameVariable } from './commands/variables.ts'
import { variableUses } from './variable-uses.ts'

const DOCUMENT: Directive = {
  directive: 1, name: 'app', packages: {}, config: { key: { type: 'string', secret: true }, other: { type: 'string' } },
  flows: {
    main: {
      nodes: {
        get: {
          use: 'a#f',
          grant: [
            { capability: 'wasi:config/store', with: { values: { key: 'key' } } },
            {
              capability: 'wasi:http/outgoing-handler',
              with: {
                allow: [{ host: 'a.example' }],
                credentials: [
                  { host: 'a.example', header: 'x', config: 'other' },
                  { host: 'a.example', header: 'authorization', config: 'key' },
                  { host: 'a.example', oauth2: { tokenUrl: 'https://a.example', clientId: 'key', clientSecret: 'key' } },
                ],
              },
            },
          ],
        },
        plain: { use: 'a#f', grant: [{ capability: 'wasi:http/outgoing-handler', with: { allow: [] } }] },
      },
    },
  },
}

it('says which credentials a secret is in', () =>
  expect(variableUses(DOCUMENT, 'key')).toEqual([
    { flow: 'main', node: 'get', input: 'credentials.1' }, { flow: 'main', node: 'get', input: 'credentials.2' },
  ]))

it('renames a secret in the credentials that name it, and back', () => {
  const { document, undo } = applyEdit(DOCUMENT, renameVariable(DOCUMENT, 'key', 'token'))
  const expected = JSON.stringify(DOCUMENT).replace('"config":{"key":', '"config":{"token":')
    .replace('"config":"key"', '"config":"token"').replace('"clientSecret":"key"', '"clientSecret":"token"')
  expect(document).toEqual(JSON.parse(expected))
  expect(applyEdit(document, undo).document).toEqual(DOCUMENT)
})
