import { suggest } from '../directive/did-you-mean.ts'
import { problem } from '../directive/problem.ts'
import { policyMiddleware } from '../directive/operator-policy.ts'
import type { Node } from '../directive/schema.ts'
import type { Middleware } from '../capabilities/powers.ts'
import type { ComponentFunction, ComponentImport, ComponentInfo, UnusableExport } from '../wit/component.ts'
import { nodePlace, type NodePlace, type Report } from './report.ts'
import type { Known } from './signature.ts'

export interface ResolvedMiddleware {
  readonly middleware: readonly Middleware[]
  /** What is asked of the host in the end: the component's imports that nothing fills, and those of what fills the others. */
  readonly imports: readonly ComponentImport[]
}

/** What a node puts between its component and the host; what is wrong with it is reported, and left out. */
export function resolveMiddleware(
  node: Node, at: NodePlace, info: ComponentInfo, { directive, components, policy }: Known, report: Report,
): ResolvedMiddleware {
  const middleware: Middleware[] = []
  const fillers: ComponentInfo[] = []
  for (const [name, aliases] of Object.entries(node.middleware ?? {})) {
    const place = nodePlace(at, ['middleware', name])
    if (!info.imports.some((each) => each.name === name)) {
      const mend = suggest(name, 'imports', info.imports.map((each) => each.name))
      report(problem('unknown-import', place, `The component does not import ${name}.`, mend))
      continue
    }
    for (const alias of [aliases].flat()) {
      const ref = Object.hasOwn(directive.packages, alias) ? directive.packages[alias] : undefined
      const filler = ref === undefined ? undefined : components(ref.digest)
      if (ref === undefined) {
        const mend = suggest(alias, 'packages', Object.keys(directive.packages))
        report(problem('unknown-alias', place, `No package of this directive is called ${alias}.`, mend))
      } else if (filler === undefined) {
        const mend = `Add the component with the digest ${ref.digest} to the library.`
        report(problem('unknown-package', place, `The package ${ref.package} is not in the library.`, mend))
      } else if (!exportsInterface(filler, name)) {
        report(problem('bad-middleware', place, `The package ${ref.package} does not export ${name}.`, 'Use one that exports and imports that interface.'))
      } else {
        middleware.push({ import: name, alias, digest: ref.digest, operator: false })
        fillers.push(filler)
      }
    }
  }
  const filled = new Set(middleware.map((each) => each.import))
  const left = info.imports.filter(({ name }) => !filled.has(name))
  const asked = [...left, ...fillers.flatMap(({ imports }) => imports)]
  const laidDown = policyMiddleware(policy).filter((each) => asked.some(({ name }) => name === each.import))
  return {
    middleware: [
      ...middleware,
      ...laidDown.map((each) => ({ import: each.import, alias: each.package, digest: each.digest, operator: true })),
    ],
    imports: [...asked, ...laidDown.flatMap(({ digest }) => components(digest)?.imports ?? [])],
  }
}

/** Functions on resources are no nodes, but they are exported all the same. */
export function exportsInterface(
  { functions, unusable }: {
    readonly functions: readonly Pick<ComponentFunction, 'instance'>[]
    readonly unusable: readonly UnusableExport[]
  },
  name: string,
): boolean {
  const path = `${name.replace(/@.*$/, '')}.`
  return functions.some(({ instance }) => instance === name) || unusable.some((each) => each.path.startsWith(path))
}
