import { expect, it } from 'vitest'
import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import type { ComponentInfo } from '../../shared/wit/component.ts'
import { socketsOf } from './sockets.ts'

const SQLITE = 'fermyon:spin/sqlite@2.0.0'
const own: ComponentInfo = {
  imports: [{ name: SQLITE, functions: ['[static]connection.open'] }, { name: 'acme:crm/types', functions: [] }, { name: 'acme:crm/customers', functions: ['find'] }],
  functions: [], unusable: [],
}
const exporting = (digest: string, path: string): LibraryPackage => ({
  digest, name: digest, manifest: null, sizeBytes: 1, generatedBecause: null, builtIn: false, addedMs: 0,
  admission: { durationMs: 1, coresBytes: 1, imports: 0 },
  component: { types: [], imports: [], functions: [], unusable: [{ path, reason: 'a resource' }] },
})
const packages = [exporting('own', 'fermyon:spin/sqlite.connection'), exporting('hiding', 'fermyon:spin/sqlite.connection'), exporting('other', 'acme:crm/types.x')]
const before = (name: string, operator: boolean) => ({ import: name, alias: operator ? 'policy' : 'mine', digest: 'd', operator })

it('offers the packages that export an import, but neither the component itself nor anything for mere types', () =>
  expect(socketsOf(own, 'own', [], packages).map(({ import: name, fitting }) => [name, fitting.map(({ digest }) => digest)]))
    .toEqual([[SQLITE, ['hiding']]]))

it('lists what stands before an import, also where the library has nothing for it', () => {
  const middleware = [before('acme:crm/customers', false), before(SQLITE, true)]
  expect(socketsOf(own, 'own', middleware, []).map(({ import: name, filled }) => [name, filled.map(({ alias }) => alias)]))
    .toEqual([[SQLITE, ['policy']], ['acme:crm/customers', ['mine']]])
})
