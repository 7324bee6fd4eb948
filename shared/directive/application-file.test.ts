import { createHash } from 'node:crypto'
import { unzipSync, zipSync, type Zippable } from 'fflate'
import { expect, it } from 'vitest'
import { APPLICATION_LIMITS, packApplication, unpackApplication, type Application } from './application-file.ts'
import { describeProblem } from './describe-problem.ts'
import type { Directive } from './schema.ts'
import { writeDirective } from './write.ts'

const DIRECTIVE: Directive = { directive: 1, name: 'app', packages: {}, flows: {} }
const A = bytes('component a')
const B = bytes('component b')
const PICTURE = bytes('a picture')
const APPLICATION: Application = {
  directive: DIRECTIVE,
  packages: new Map([[digest(B), B], [digest(A), A]]),
  samples: new Map([[digest(PICTURE), PICTURE]]),
}
const GOOD: Zippable = { 'directive.json': bytes(writeDirective(DIRECTIVE)) }

it('gives back what was packed', async () => {
  const unpacked = await unpackApplication(packApplication(APPLICATION))
  expect(unpacked).toEqual({ application: APPLICATION })
})

it('packs equal applications into equal bytes, in whatever time zone and order', () => {
  const other: Application = { ...APPLICATION, packages: new Map([...APPLICATION.packages].reverse()) }
  const zone = process.env['TZ']
  const packed = ['UTC', 'Asia/Tokyo', 'America/Sao_Paulo'].map((name) => {
    process.env['TZ'] = name
    return Buffer.from(packApplication(other)).toString('hex')
  })
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
  expect(new Set(packed)).toEqual(new Set([Buffer.from(packApplication(APPLICATION)).toString('hex')]))
})

it('holds plain entries in the order of their names', () =>
  expect(Object.keys(unzipSync(packApplication(APPLICATION)))).toEqual([
    'directive.json', ...[A, B].map((each) => `packages/${hex(each)}.wasm`).sort(), `samples/${hex(PICTURE)}`,
  ]))

it('takes a file that somebody zipped with folders of their own', async () =>
  expect(await unpackApplication(zipSync({ ...GOOD, 'packages/': new Uint8Array(), [`packages/${hex(A)}.wasm`]: A }))).toEqual({
    application: { directive: DIRECTIVE, packages: new Map([[digest(A), A]]), samples: new Map() },
  }))

const ONLY = 'It holds directive.json, packages/<sha256>.wasm and samples/<sha256>, and nothing else.'
const NO_FILE = 'error bad-application-file: The file is not an application file, or it is damaged. Choose a .runnel file that Runnel exported.'

it.each([
  ['text', bytes('not a zip at all'), NO_FILE],
  ['nothing', new Uint8Array(), NO_FILE],
  ['a cut file', packApplication(APPLICATION).slice(0, 200), NO_FILE],
  ['a damaged file', damaged(packApplication(APPLICATION)), NO_FILE],
  ['no directive', zipSync({ [`packages/${hex(A)}.wasm`]: A }), 'error bad-application-file: The file holds no directive.json. Export the application again.'],
  ['a directive that is no JSON', zipSync({ 'directive.json': bytes('{') }), 'error bad-json: directive.json is not JSON: line 1, column 2: the text ends in the middle. Correct the text at this place.'],
  ['a newer directive', zipSync({ 'directive.json': bytes('{"directive":9}') }), 'error newer-directive at /directive: The directive was written by a newer Runnel (version 9, this one reads up to 1). Update Runnel.'],
  ['another content', zipSync({ ...GOOD, [`packages/${hex(A)}.wasm`]: B }), `error digest-mismatch: The content of packages/${hex(A)}.wasm has the digest ${digest(B)}. The file is damaged: export the application again.`],
  ['a stranger', zipSync({ ...GOOD, 'readme.txt': A }), `error bad-application-file: The entry "readme.txt" is not part of an application file. ${ONLY}`],
  ['a package without its name', zipSync({ ...GOOD, 'packages/text.wasm': A }), `error bad-application-file: The entry "packages/text.wasm" is not part of an application file. ${ONLY}`],
  ['a way out', zipSync({ ...GOOD, '../../etc/passwd': A }), `error bad-application-file: The entry "../../etc/passwd" points out of the file. ${ONLY}`],
  ['a hidden way out', zipSync({ ...GOOD, 'packages/../../x': A }), `error bad-application-file: The entry "packages/../../x" points out of the file. ${ONLY}`],
  ['a place of the machine', zipSync({ ...GOOD, '/etc/passwd': A }), `error bad-application-file: The entry "/etc/passwd" points out of the file. ${ONLY}`],
  ['a place of Windows', zipSync({ ...GOOD, 'C:\\x': A }), `error bad-application-file: The entry "C:\\\\x" points out of the file. ${ONLY}`],
  ['a twin', twice(zipSync({ ...GOOD, 'directive.jsom': A })), 'error bad-application-file: The entry directive.json stands twice. Export the application again.'],
])('refuses %s', async (_, file, line) => {
  const unpacked = await unpackApplication(file)
  expect('problems' in unpacked && unpacked.problems.map(describeProblem)).toEqual([line])
})

const ZEROS = new Uint8Array(1_000_000)
it.each([
  ['a file beyond the limit', { maxFileBytes: 100 }, /^error limit: The file has \d+ bytes\. An application file has at most 100\.$/],
  ['an entry that would unpack too large', { maxEntryBytes: 999_999 }, /^error limit: The entry samples\/[0-9a-f]{64} would unpack to 1000000 bytes\. An entry has at most 999999\.$/],
  ['entries that would unpack too large together', { maxTotalBytes: 1_000_000 }, /^error limit: The file would unpack to more than 1000000 bytes\. Take out what the application does not use\.$/],
  ['too many entries', { maxEntries: 1 }, /^error limit: The file has more than 1 entries\. Take out what the application does not use\.$/],
])('refuses %s before unpacking it', async (_, limits, line) => {
  const file = zipSync({ ...GOOD, [`samples/${hex(ZEROS)}`]: ZEROS })
  const unpacked = await unpackApplication(file, { ...APPLICATION_LIMITS, ...limits })
  expect('problems' in unpacked && unpacked.problems.map(describeProblem)).toEqual([expect.stringMatching(line)])
})

it('does not unpack more than an entry says it holds', async () => {
  const file = zipSync({ ...GOOD, [`samples/${hex(ZEROS)}`]: ZEROS })
  const view = new DataView(file.buffer)
  for (let at = 0; at + 4 < file.length; at++) {
    const size = at + (view.getUint32(at, true) === 0x04034b50 ? 22 : view.getUint32(at, true) === 0x02014b50 ? 24 : -1)
    if (size >= at && view.getUint32(size, true) === ZEROS.length) view.setUint32(size, 10, true)
  }
  const unpacked = await unpackApplication(file, { ...APPLICATION_LIMITS, maxTotalBytes: 1_000 })
  expect('problems' in unpacked && unpacked.problems.map(({ code }) => code)).toEqual([expect.stringMatching(/^(digest-mismatch|bad-application-file)$/)])
})

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function hex(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}

function digest(content: Uint8Array): string {
  return `sha256:${hex(content)}`
}

/** Turns the bits of the first entry's compressed content around. */
function damaged(file: Uint8Array): Uint8Array {
  const copy = file.slice()
  for (let at = 46; at < 70; at++) copy[at] = copy[at]! ^ 0xff
  return copy
}

/** Two entries of one name, which zipSync does not write. */
function twice(file: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(file).toString('latin1').replaceAll('directive.jsom', 'directive.json'), 'latin1')
}
