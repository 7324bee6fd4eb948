import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Directive } from '../../../shared/directive/schema.ts'
import { ROOT } from '../servers/child.ts'

/** `chain5.json`, pinned to the packages as they are built now, so that a new build needs no edit there. */
export function chain5Directive(): Directive {
  const directive = JSON.parse(readFileSync(new URL('chain5.json', import.meta.url), 'utf8')) as Directive
  const packages = Object.entries(directive.packages).map(
    ([alias, { package: name }]) => [alias, builtPackage(name)] as const,
  )
  return { ...directive, packages: Object.fromEntries(packages) }
}

/** A package of `nodes-library`, as a directive names it: `runnel:json@1.0.0`. */
export function builtPackage(name: string): Directive['packages'][string] {
  const index = JSON.parse(readFileSync(join(ROOT, 'nodes-library/packages/index.json'), 'utf8')) as {
    packages: readonly { name: string; version: string; digest: string }[]
  }
  const found = index.packages.find((one) => `${one.name}@${one.version}` === name)
  if (found === undefined) throw new Error(`nodes-library/packages has no ${name}`)
  return { package: name, digest: found.digest }
}
