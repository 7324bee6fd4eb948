import { expect, it } from 'vitest'
import type { ComponentImport } from '../../shared/wit/component.ts'
import { importedBy, mayDo } from './may-do.ts'

const asks = (...names: readonly string[]): readonly ComponentImport[] => names.map((name) => ({ name, functions: ['f'] }))

it.each([
  { imports: [], says: [[], [], []] },
  { imports: asks('wasi:keyvalue/store@0.2.0-draft2', 'wasi:keyvalue/atomics@0.2.0-draft2'), says: [['wasi:keyvalue/store'], [], []] },
  { imports: [{ name: 'acme:crm/types', functions: [] }], says: [[], [], []] },
  { imports: asks('wasi:http/types@0.2.3'), says: [[], [], []] },
  {
    imports: asks('wasi:clocks/wall-clock@0.2.3', 'wasi:clocks/monotonic-clock@0.2.3', 'wasi:io/streams@0.2.3', 'wasi:http/types@0.2.3', 'wasi:random/random@0.2.3'),
    says: [[], ['the time', 'random numbers'], []],
  },
  { imports: asks('wasi:keyvalue/store@9.9.9', 'acme:crm/customers'), says: [[], [], ['wasi:keyvalue/store@9.9.9', 'acme:crm/customers']] },
])('says in words what $imports asks for', ({ imports, says }) => {
  const { capabilities, free, unknown } = importedBy(imports)
  expect([capabilities.map(({ name }) => name), free, unknown]).toEqual(says)
})

it('lists what is granted, then what is missing, and tells grants of no use', () => {
  const node = { use: 'a#f', grant: [{ capability: 'wasi:config/store' }, { capability: 'nobody:knows/it' }, { capability: 'wasi:keyvalue/store' }] }
  const imported = importedBy(asks('wasi:keyvalue/store@0.2.0-draft', 'wasi:logging/logging@0.1.0-draft'))
  expect(mayDo(node, imported).map(({ definition, ...rest }) => ({ ...rest, name: definition.name }))).toEqual([
    { name: 'wasi:config/store', index: 0, used: false },
    { name: 'wasi:keyvalue/store', index: 2, used: true },
    { name: 'wasi:logging/logging', index: null, used: true },
  ])
})
