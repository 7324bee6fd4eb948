import { expect, it } from 'vitest'
import type { PortType } from '../../shared/wit/types.ts'
import type { CatalogueEntry } from './catalogue.ts'
import { fittingInput, fittingOutput, searchCatalogue } from './search.ts'

const entry = (
  label: string,
  detail = '',
  help = '',
  inputs: CatalogueEntry['inputs'] = [],
  outputs: CatalogueEntry['outputs'] = [],
): CatalogueEntry => ({
  id: label,
  kind: { kind: 'core', name: detail, settings: {} },
  label,
  detail,
  help,
  icon: 'box',
  category: 'Text',
  inputs,
  outputs,
})

const ENTRIES = [
  entry('Upper case', 'text.upper'),
  entry('Lower case', 'text.lower'),
  entry('Mask e-mail', 'text.mask-email', 'Hides most of an address.'),
  entry('Markdown to HTML', 'markup.markdown-to-html'),
  entry('Replace', 'text.replace'),
]

it.each([
  { query: '', found: ['Upper case', 'Lower case', 'Mask e-mail', 'Markdown to HTML', 'Replace'] },
  { query: 'upper', found: ['Upper case'] },
  { query: 'UC', found: ['Upper case'] },
  { query: 'ma', found: ['Mask e-mail', 'Markdown to HTML'] },
  { query: 'mth', found: ['Markdown to HTML'] },
  { query: 'case', found: ['Upper case', 'Lower case'] },
  { query: 'mask-email', found: ['Mask e-mail'] },
  { query: 'address', found: ['Mask e-mail'] },
  { query: 'text re', found: ['Replace', 'Upper case', 'Lower case'] },
  { query: 'zzz', found: [] },
])('searching for $query finds $found', ({ query, found }) =>
  expect(searchCatalogue(ENTRIES, query).map((match) => match.entry.label)).toEqual(found),
)

it('says which letters of the label were met', () => expect(searchCatalogue(ENTRIES, 'lc')[0]?.marks).toEqual([0, 6]))

const STRING: PortType = { kind: 'string' }
const U8: PortType = { kind: 'u8' }
const U32: PortType = { kind: 'u32' }
const ADD = entry(
  'Add',
  'add',
  '',
  [
    { name: 'a', type: U32, required: true },
    { name: 'exact', type: U8, required: true },
  ],
  [
    { port: 'out', type: U32 },
    { port: 'err', type: STRING },
  ],
)

it.each([
  { type: U8, input: 'exact' },
  { type: U32, input: 'a' },
  { type: STRING, input: null },
])('a wire of $type.kind goes to input $input', ({ type, input }) => expect(fittingInput(ADD, type)).toBe(input))

it.each([
  { type: U32, port: 'out' },
  { type: STRING, port: 'err' },
  { type: { kind: 'bool' } as PortType, port: null },
])('an input of type $type.kind is fed by $port', ({ type, port }) => expect(fittingOutput(ADD, type)).toBe(port))
