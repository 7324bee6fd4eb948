import type { Middleware } from '../../shared/capabilities/powers.ts'
import type { LibraryPackage } from '../../shared/protocol/messages.ts'
import { exportsInterface } from '../../shared/resolve/middleware.ts'
import type { ComponentInfo } from '../../shared/wit/component.ts'

/** An import of a component that something may stand before. */
export interface Socket {
  readonly import: string
  /** In the order in which calls pass them, the operator's behind the node's own. */
  readonly filled: readonly Middleware[]
  /** Packages of the library that export the interface, the component itself left out. */
  readonly fitting: readonly LibraryPackage[]
}

/** Imports that nothing stands before and nothing could are not here. */
export function socketsOf(
  { imports }: ComponentInfo, digest: string, middleware: readonly Middleware[], packages: readonly LibraryPackage[],
): readonly Socket[] {
  return imports.flatMap(({ name, functions }) => {
    const filled = middleware.filter((each) => each.import === name)
    const fitting = functions.length === 0
      ? []
      : packages.filter((each) => each.digest !== digest && exportsInterface(each.component, name))
    return filled.length === 0 && fitting.length === 0 ? [] : [{ import: name, filled, fitting }]
  })
}
