import { expect, test } from 'vitest'
import { examplesOf, failureOf } from './examples.ts'
import { jcoCaller } from './jco-caller.ts'
import { manifestOf } from './manifest.ts'
import { readIndex, readPackage } from './package-index.ts'

const packages = await Promise.all((await readIndex()).map(async ({ file }) => {
  const component = await readPackage(file)
  return { cases: examplesOf(manifestOf(component)), call: await jcoCaller(component) }
}))

test.each(packages.flatMap(({ cases, call }) => cases.map((example) => ({ call, example, path: example.path, title: example.title }))))(
  '$path: $title',
  async ({ call, example }) => expect(failureOf(example, await call(example.path, example.in))).toBe(null),
)
