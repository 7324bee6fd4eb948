import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const ROOT = new URL('../../', import.meta.url)
const RULES = new URL('test/engine/rules/', ROOT)

it('every rule of docs/semantics.md is a test of that name, and every rule test a rule', () => {
  const rules = [...read(new URL('docs/semantics.md', ROOT)).matchAll(/^### (.+)$/gm)].map(([, rule]) => rule)
  const tests = readdirSync(RULES).filter((file) => file.endsWith('.test.ts'))
    .flatMap((file) => [...read(new URL(file, RULES)).matchAll(/^(?:it|describe)\((['"])(.+?)\1, /gm)].map(([, , name]) => name))
  expect(new Set(tests)).toEqual(new Set(rules))
})

function read(file: URL): string {
  return readFileSync(file, 'utf8')
}
