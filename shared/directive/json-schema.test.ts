import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { directiveJsonSchema, printJsonSchema } from './json-schema.ts'
import { readDirectiveValue } from './read.ts'
import { anyDirective } from './any-directive.test-support.ts'

const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(directiveJsonSchema() as object)
const EMPTY = { directive: 1, name: 'app', packages: {}, flows: {} }

it('is published as it is: run the line in json-schema.ts after a change of the schema', () =>
  expect(readFileSync(new URL('../../docs/directive.schema.json', import.meta.url), 'utf8')).toBe(printJsonSchema()))

it('accepts every directive that the reader reads', () =>
  fc.assert(fc.property(anyDirective, (directive) => {
    expect('directive' in readDirectiveValue(directive)).toBe(true)
    expect(validate(directive), JSON.stringify(validate.errors)).toBe(true)
  })))

it.each([
  [],
  { ...EMPTY, directive: 2 },
  { ...EMPTY, name: 'My App' },
  { ...EMPTY, flow: {} },
  { ...EMPTY, flows: { Main: { nodes: {} } } },
  { ...EMPTY, packages: { text: { package: 'x', digest: 'sha256:12' } } },
  { ...EMPTY, view: { main: { n: { x: 'left', y: 0 } } } },
  ...[
    {}, { triger: 'http' }, { trigger: 'http', use: 'a#b' }, 5, { use: 'ab' }, { use: 'a#b', timeout: 0 }, { use: 'a#b', timeout: 1.5 },
    { use: 'a#b', after: [3] }, { use: 'a#b', after: [[]] }, { use: 'a#b', with: {} }, { blank: {} }, { use: 'a#b', runner: 'mine' },
    { use: 'a#b', in: { x: {} } }, { use: 'a#b', in: { x: { from: 3 } } }, { use: 'a#b', in: { x: { value: 1, from: 'y.out' } } },
    { use: 'a#b', in: { x: { record: { y: { list: [{ vale: 2 }] } } } } },
  ].map((node) => ({ ...EMPTY, flows: { main: { nodes: { n: node } } } })),
])('refuses what the reader refuses: %j', (value) => {
  expect('problems' in readDirectiveValue(value)).toBe(true)
  expect(validate(value)).toBe(false)
})
