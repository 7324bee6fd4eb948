import { expect, it } from 'vitest'
import { readManifest } from './read-manifest.ts'

const MANIFEST = {
  manifest: 1,
  name: 'runnel:text',
  version: '1.0.0',
  description: 'Work with text.',
  license: 'Apache-2.0',
  category: 'Text',
  icon: 'type',
  wit: 'package runnel:text@1.0.0;',
  nodes: {
    'runnel:text/text.upper': {
      label: 'Upper case',
      help: 'Makes every letter a capital.',
      params: { text: 'What to change.' },
      examples: [{ title: 'A word', in: { text: 'a' }, out: { out: 'A' } }],
    },
  },
}

const section = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value))

it('a component without the section has no manifest, which is no problem', () => {
  expect(readManifest(null)).toEqual({ manifest: null, warnings: [] })
})

it('a manifest is read as it is, without members of later versions', () => {
  expect(readManifest(section({ ...MANIFEST, homepage: 'later' }))).toEqual({ manifest: MANIFEST, warnings: [] })
})

it.each([
  ['no UTF-8', Uint8Array.of(0xff), 'it is not JSON in UTF-8'],
  ['no JSON', new TextEncoder().encode('{'), 'it is not JSON in UTF-8'],
  ['no object', section([]), 'expected object'],
  ['another version', section({ ...MANIFEST, manifest: 2 }), 'manifest:'],
  ['no name', section({ ...MANIFEST, name: 'text' }), 'a name is namespace:name'],
  ['no version', section({ ...MANIFEST, version: 'latest' }), 'a version is like 1.2.3'],
  ['a node without a label', section({ ...MANIFEST, nodes: { f: { help: '', examples: [] } } }), 'nodes.f.label'],
  ['too much', new Uint8Array(1024 * 1024 + 1), 'it is 1048577 bytes long'],
])('a section with %s is left out with a warning', (_, bytes, reason) => {
  const { manifest, warnings } = readManifest(bytes)
  expect(manifest).toBeNull()
  expect(warnings).toMatchObject([{ code: 'bad-manifest', severity: 'warning', message: expect.stringContaining(reason) }])
})
