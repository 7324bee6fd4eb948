import { iconNames } from 'lucide-react/dynamic.mjs'
import { describe, expect, test } from 'vitest'
import { decodeComponent } from '../../shared/wit/decode/decode-component.ts'
import { examplesOf, failureOf } from './examples.ts'
import { jcoCaller } from './jco-caller.ts'
import { manifestOf } from './manifest.ts'
import { digestOf, readIndex, readPackage } from './package-index.ts'
import { parseWit } from './wit.ts'

const icons = new Set<string>(iconNames)
const packages = await Promise.all((await readIndex()).map(async (entry) => {
  const component = await readPackage(entry.file)
  return { ...entry, component, manifest: manifestOf(component), call: await jcoCaller(component) }
}))

describe.each(packages)('$name', ({ component, digest, size, manifest, call }) => {
  test('has the digest and size of its line in the index', () =>
    expect({ digest: digestOf(component), size: component.length }).toStrictEqual({ digest, size }))

  test('has icons that lucide knows', () =>
    expect([manifest, ...Object.values(manifest.nodes)].map(({ icon }) => icon).filter((icon) => icon && !icons.has(icon))).toStrictEqual([]))

  test('has in its binary the functions and types of its WIT, and nothing else that it asks for than types', () => {
    const { functions, imports } = decodeComponent(component)
    const written = parseWit(manifest.wit).functions.map(({ path, params, result }) => ({ path, params, result }))
    expect(functions.map(({ path, params, result }) => ({ path, params, result }))).toEqual(withoutDocs(written))
    expect(imports.flatMap((each) => each.functions)).toStrictEqual([])
  })

  test.each(examplesOf(manifest))('$path: $title', async (example) =>
    expect(failureOf(example, await call(example.path, example.in))).toBe(null))
})

/** The decoder knows no docs: they are left out of the fields. */
function withoutDocs(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, member: unknown) => (key === 'docs' ? undefined : member)))
}
